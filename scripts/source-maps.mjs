/** Keeps source maps for stack traces, without the sources and without maps of libraries. */
export const ownMaps = {
  name: 'own-maps',
  generateBundle(_options, bundle) {
    for (const [name, asset] of Object.entries(bundle)) {
      if (!name.endsWith('.map')) continue;
      const { sourcesContent: _, ...map } = JSON.parse(String(asset.source));
      if (map.sources.some(isOwn)) asset.source = JSON.stringify(map);
      else delete bundle[name];
    }
  },
};

function isOwn(source) {
  return /(^|\/)src\//.test(source) && !source.includes('node_modules');
}
