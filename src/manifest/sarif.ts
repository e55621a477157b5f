import { VERSION } from '../version.ts';
import type { Finding } from './finding.ts';

/** Formats findings as SARIF 2.1.0, for code scanning services. */
export function sarif(findings: readonly Finding[]): unknown {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding.source]))];
  const indexes = new Map(rules.map(([id], index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lbctl',
            version: VERSION,
            rules: rules.map(([id, source]) => ({
              id,
              name: id,
              shortDescription: { text: id },
              help: { text: `Source: ${source}` },
            })),
          },
        },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: indexes.get(finding.rule),
          level: finding.severity,
          message: { text: finding.message },
          locations: [location(finding)],
        })),
      },
    ],
  };
}

function location({ file, line, column, listener }: Finding) {
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
      region: { startLine: line, startColumn: column },
    },
    ...(listener === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: listener }] }),
  };
}
