/** Loaded when it is used: most commands neither sign nor read certificates. */
export const crypto = () => process.getBuiltinModule('node:crypto');
