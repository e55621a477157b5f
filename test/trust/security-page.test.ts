import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/* Each promise of the page on security names a test that exists. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}/docs/security.md`, 'utf8');
const [promises = ''] = page.split('\n## Limits');

const rows = promises
  .split(/^- /m)
  .slice(1)
  .map(
    (item) =>
      item
        .split(/\n(?:#|```)/)[0]
        ?.replace(/\s+/g, ' ')
        .trim() ?? '',
  )
  .map((item) => {
    const [, text = item, file = '', name = ''] =
      /^(.*) \[(test\/[^\]]+)\]\([^)]*\) "([^"]+)"$/.exec(item) ?? [];
    return [text, file, name] as const;
  });

describe('the page on security', () => {
  it('promises something in each section', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const section of promises.split(/^## /m).slice(1)) expect(section).toMatch(/^- /m);
  });

  it.each(rows)('%s', (_, file, name) => {
    expect(file, 'names no test').not.toBe('');
    expect(readFileSync(`${root}/${file}`, 'utf8')).toContain(name);
  });
});
