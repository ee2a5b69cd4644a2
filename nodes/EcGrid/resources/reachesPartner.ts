import type { Operation } from './operation';

/** The hint of an operation that sends something to a trading partner. */
export const REACHES_PARTNER: Operation['hintBefore'] = {
	message:
		'This sends for real: a trading partner receives the file, also while you try the workflow out. To try it without a partner, use the sandbox or an ECGrid ID of your own.',
	type: 'warning',
};
