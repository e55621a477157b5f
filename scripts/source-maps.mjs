/**
 * Maps lead a stack trace back to our own lines: names and places, not the texts, and nothing of
 * libraries.
 */
export const ownMaps = {
  name: 'own-maps',
  generateBundle(_options, bundle) {
    for (const [name, asset] of Object.entries(bundle)) {
      if (!name.endsWith('.map')) continue;
      const { sourcesContent: _, ...map } = JSON.parse(String(asset.source));
      if (
        map.sources.some((source) => /(^|\/)src\//.test(source) && !source.includes('node_modules'))
      ) {
        asset.source = JSON.stringify(map);
      } else {
        delete bundle[name];
      }
    }
  },
};
