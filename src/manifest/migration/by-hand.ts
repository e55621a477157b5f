import { field, type ListenerFields, type Path } from '../../model/fields.ts';
import { serversByHand, type Translation } from '../translate.ts';

/** @returns what lbctl cannot do for a copy */
export function byHand(translation: Translation, copy: ListenerFields): readonly string[] {
  const { listener } = translation;
  return [
    ...serversByHand(translation, copy),
    ...CERTIFICATES.flatMap(([path, what]) =>
      missingIds(translation, copy, path).map(
        (id) =>
          `upload ${what} ${id} to the new account, and map it: --map-certificate ${id}=NEW-ID`,
      ),
    ),
    ...(listener.fields['access.lists'] !== undefined && copy['access.lists'] === undefined
      ? [`create the access lists there, and set them with --${field('access.lists').flag}`]
      : []),
  ];
}

const CERTIFICATES = [
  ['tls.certificate', 'certificate'],
  ['tls.sniCertificates', 'SNI certificate'],
  ['tls.caCertificate', 'CA certificate'],
] as const satisfies readonly (readonly [Path, string])[];

/** The certificates of a listener that the copy goes without, although its cloud takes such ones. */
function missingIds(
  { listener, to, unmapped = [] }: Translation,
  copy: ListenerFields,
  path: (typeof CERTIFICATES)[number][0],
): readonly string[] {
  if (to.fields[path] === null) return [];
  const ids = [listener.fields[path] ?? []].flat();
  return copy[path] === undefined ? ids : ids.filter((id) => unmapped.includes(id));
}
