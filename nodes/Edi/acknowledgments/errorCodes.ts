import type { Issue } from '../interchange/issue';

/** The codes that a segment of an acknowledgment, such as AK5, has for these issues: each once, in their order. */
export const codesOf = (issues: Issue[], segment: string): string[] => [
	...new Set(issues.flatMap(({ acknowledgment }) => acknowledgment?.[segment] ?? [])),
];
