/** How the page looks: light or dark, as the reader's system. */
export const style = `
:root { color-scheme: light dark; --text: #1f2328; --page: #fff; --line: #d0d7de; --faint: #59636e;
  --well: #1a7f37; --problem: #cf222e; --note: #9a6700; --open: #818b98; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --page: #0d1117; --line: #3d444d; --faint: #9198a1;
    --well: #3fb950; --problem: #f85149; --note: #d29922; --open: #7d8590; }
}
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page);
  font: 16px/1.5 system-ui, sans-serif; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
table { border-collapse: collapse; }
th, td { padding: 0.15rem 1rem 0.15rem 0; text-align: left; vertical-align: top; }
th { font-weight: normal; color: var(--faint); }
article { margin: 0.75rem 0; padding: 0.1rem 1rem; border-left: 4px solid var(--open); }
article p { margin: 0.3rem 0; overflow-wrap: anywhere; }
article.well { border-color: var(--well); }
article.problem { border-color: var(--problem); }
article.note { border-color: var(--note); }
small, .place { color: var(--faint); }
code { font-size: 0.9em; }
`;
