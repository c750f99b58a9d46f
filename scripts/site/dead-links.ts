import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Links and pictures of a built site that lead nowhere, also to a place within a page, with the page that has them. */
export function deadLinks(folder: string, base: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pages = new Map(
    files.filter((file) => file.endsWith('.html')).map((file) => [file, read(folder, file)]),
  );
  const isDead = ({ host, pathname, hash }: URL) => {
    if (host !== 'site') {
      return false;
    }
    const target = pathname.startsWith(base) ? fileAt(folder, pathname.slice(base.length)) : undefined;
    const id = decodeURIComponent(hash.slice(1));
    return target === undefined || (id !== '' && pages.get(target)?.ids.has(id) !== true);
  };
  return [...pages].flatMap(([file, { links }]) => {
    const address = `${base}${file.split(path.sep).join('/')}`;
    const dead = links.filter((link) => isDead(new URL(link, `http://site${address}`)));
    return dead.map((link) => `${file}: ${link}`);
  });
}

/** The file below a folder that a server sends for a path, as the site's own server and those of others do. */
export function fileAt(folder: string, pathname: string): string | undefined {
  const name = path.join(folder, pathname);
  const candidates = [name, `${name}.html`, path.join(name, 'index.html')];
  const found = candidates.find((file) => existsSync(file) && statSync(file).isFile());
  return found && path.relative(folder, found);
}

interface Page {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

function read(folder: string, file: string): Page {
  const html = readFileSync(path.join(folder, file), 'utf8').replaceAll(/<script[\s\S]*?<\/script>/g, '');
  const links = attributes(html, 'href|src').filter((link) => !/^(?:data|mailto):/.test(link));
  return { links: [...new Set(links)], ids: new Set(attributes(html, 'id')) };
}

function attributes(html: string, names: string): string[] {
  const found = html.matchAll(new RegExp(`\\s(?:${names})="([^"]*)"`, 'g'));
  return [...found].map(([, value = '']) => value.replaceAll('&amp;', '&'));
}
