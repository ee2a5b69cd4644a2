import type { Dispatcher } from './delivery';
import type { Reading } from './readings';
import type { Store } from './store';

/** What the endpoints work on. */
export interface Grid {
	store: Store;
	dispatcher: Dispatcher;
	reading: Reading;
}

/**
 * Endpoint name to what it does. It gets the validated fields of path, query and body in one object, and returns
 * the `data` of the answer.
 */
export type Handlers = Record<string, (input: never) => unknown>;
