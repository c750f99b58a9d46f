import { readText, type Content } from '../content';
import { firstSentence, title } from '../text/markdown';
import { pageOf } from '../text/links';

/** What the cards of the home page lead to. */
const cards = [
  'docs/first-ten-minutes.md',
  'docs/cookbook/README.md',
  'docs/nodes.md',
  'docs/real-gc.md',
  'docs/jsonata.md',
  'docs/faq.md',
];

/** The home page says what the README and the first sentences of the pages say. */
export function homePage(content: Content): string {
  const readme = readText(content, 'README.md');
  const frontmatter = {
    layout: 'home',
    hero: {
      name: title(readme),
      tagline: firstSentence(readme),
      actions: [
        {
          theme: 'brand',
          text: title(readText(content, 'docs/first-ten-minutes.md')),
          link: '/first-ten-minutes',
        },
        { theme: 'alt', text: title(readText(content, 'docs/cookbook/README.md')), link: '/cookbook/' },
      ],
    },
    features: cards.map((document) => card(document, content)),
  };
  return `---\n${JSON.stringify(frontmatter, null, 2)}\n---\n`;
}

function card(document: string, content: Content) {
  const text = readText(content, document);
  const page = String(pageOf(document)).replace(/(index)?\.md$/, '');
  return { title: title(text), details: firstSentence(text), link: `/${page}` };
}
