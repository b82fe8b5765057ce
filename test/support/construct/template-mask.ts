/** What changes from build to build or release to release without a change of meaning, and what stands for it. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{64}\b/g, '<asset hash>'],
  [/(?<=(sandbox|branch|standalone)-?)[0-9a-f]{10}/g, '<backend hash>'],
  [/\\"createdOn\\":\\"\w+\\"/g, '\\"createdOn\\":\\"<system>\\"'],
  [/\\"createdWith\\":\\"[\d.]+\\"/g, '\\"createdWith\\":\\"<version>\\"'],
  [/(?<=CDK bootstrap stack version )\d+ required[^"]*/g, '<bootstrap>'],
  [/\[("\d+",?)+\](?=,\{"Ref":"BootstrapVersion"\})/g, '"<too old>"'],
  [/v2:deflate64:[\w+/=]+/g, '<analytics>'],
];

/** The condition that names every region which takes the CDK's analytics. */
const ANALYTICS_CONDITION = 'CDKMetadataAvailable';

/** `template` with the hashes of assets and of Amplify's backend, and the tools' versions and demands, masked. */
export function maskTemplate<T>(template: T): T {
  const json = JSON.stringify(template, (key, value) => (key === ANALYTICS_CONDITION ? '<regions>' : value));
  return JSON.parse(MASKS.reduce((text, [pattern, mask]) => text.replace(pattern, mask), json));
}
