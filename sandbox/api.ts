import type { Dispatcher } from './delivery';
import type { ScriptedPartner } from './partner/partner';
import type { Reading } from './readings';
import type { Store } from './store';

/** The objects that the handlers work on. */
export interface Grid {
	store: Store;
	dispatcher: Dispatcher;
	reading: Reading;
	partner: ScriptedPartner;
}

/**
 * Maps an endpoint's name to its handler. The handler receives the validated path, query and body fields in
 * one object and returns the `data` of the response.
 */
export type Handlers = Record<string, (input: never) => unknown>;
