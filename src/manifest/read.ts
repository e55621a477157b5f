import type { Position } from '../formats/lines.ts';
import { parseYaml, YamlProblem } from '../formats/yaml.ts';
import { type YamlPath, YamlPositions } from '../formats/yaml-positions.ts';
import { isObject } from '../model/json.ts';
import { didYouMean } from '../model/suggest.ts';

export interface ManifestProblem extends Position {
  readonly rule: 'manifest/syntax' | 'manifest/unknown-key';
  readonly message: string;
  /** The key with the problem; empty for the whole document. */
  readonly key: string;
}

/** One document of a manifest. */
export interface ManifestDocument {
  readonly problems: readonly ManifestProblem[];
  readonly defaults?: unknown;
  readonly listeners: readonly unknown[];
  /** The position of the deepest existing key along a path in a listener or the defaults. */
  position(value: 'defaults' | number, path: string): Position;
}

const KEYS: readonly string[] = ['listeners', 'defaults', '$schema'];

/** Parses a manifest in YAML or JSON; with a syntax error, all listeners are skipped. */
export async function readManifest(
  file: string,
  content: string,
): Promise<readonly ManifestDocument[]> {
  const text = content.replace(/^\ufeff/, '');
  const json = isJson(file, text);
  try {
    if (json && text.trim() !== '') JSON.parse(text);
  } catch {
    const { findJsonProblem } = await import('../formats/json.ts');
    const problem = findJsonProblem(text);
    return [failedDocument(`invalid JSON: ${problem.reason}`, problem)];
  }
  try {
    const values = parseYaml(text);
    if (values.some((value) => value !== null)) return readDocuments(text, values);
    // Probably the output of a failed generator.
    return [failedDocument('the manifest is empty', { line: 1, column: 1 })];
  } catch (error) {
    if (!(error instanceof YamlProblem)) throw error;
    return [failedDocument(`invalid ${json ? 'JSON' : 'YAML'}: ${error.message}`, error)];
  }
}

/** Without a file name extension, decides by the beginning; YAML's flow style has unquoted keys. */
function isJson(file: string, text: string): boolean {
  return /\.json$/i.test(file) || (!/\.ya?ml$/i.test(file) && /^\s*[{[]\s*["{[]/.test(text));
}

function failedDocument(message: string, { line, column }: Position): ManifestDocument {
  const position = () => ({ line, column });
  const problem = { rule: 'manifest/syntax', message, key: '', line, column } as const;
  return { problems: [problem], listeners: [], position };
}

type Find = (path: YamlPath) => Position;

/** Positions need a second parse, which most manifests avoid. */
function readDocuments(text: string, values: readonly unknown[]): readonly ManifestDocument[] {
  let positions: YamlPositions | undefined;
  return values.map((json, document) =>
    readDocument(json, (path) => {
      positions ??= new YamlPositions(text);
      return positions.find([document, ...path]);
    }),
  );
}

function readDocument(json: unknown, find: Find): ManifestDocument {
  const { defaults, listeners = null } = isObject(json) ? json : {};
  const items: readonly unknown[] = Array.isArray(listeners) ? listeners : [];
  return {
    problems: documentProblems(json, find),
    defaults,
    listeners: items,
    position: (value, path) =>
      value === 'defaults'
        ? find(['defaults', ...keysOf(defaults, path)])
        : find(['listeners', value, ...keysOf(items[value], path)]),
  };
}

function documentProblems(json: unknown, find: Find): readonly ManifestProblem[] {
  if (json === null) return [];
  const problem = (rule: ManifestProblem['rule'], message: string, key = '') => ({
    rule,
    message,
    key,
    ...find(key === '' ? [] : [key]),
  });
  const syntax = (message: string, key?: string) => problem('manifest/syntax', message, key);
  if (!isObject(json)) return [syntax('a manifest must be an object with the key listeners')];
  const { listeners = null } = json;
  const unknown = Object.keys(json).filter((key) => !KEYS.includes(key));
  return [
    ...unknown.map((key) =>
      problem(
        'manifest/unknown-key',
        `unknown key ${JSON.stringify(key)} in a manifest${didYouMean(key, KEYS)}`,
        key,
      ),
    ),
    ...('listeners' in json ? [] : [syntax('missing key listeners')]),
    ...(listeners === null || Array.isArray(listeners)
      ? []
      : [syntax('listeners must be a list', 'listeners')]),
  ];
}

/** Splits a path into existing keys, which may contain dots themselves. */
function keysOf(json: unknown, path: string): readonly string[] {
  if (!isObject(json) || path === '') return [];
  if (path in json) return [path];
  const [key = '', ...rest] = path.split('.');
  return [key, ...keysOf(json[key], rest.join('.'))];
}
