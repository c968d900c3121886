// Company prefixes as people type them: with commas, semicolons, blanks or line ends between them.
export const prefixesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== '')
