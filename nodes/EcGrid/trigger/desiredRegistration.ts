import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { settingsOf, type TriggerSettings } from './settings';

/** The registration that a trigger node should have at ECGrid. */
export interface DesiredRegistration extends Pick<TriggerSettings, 'events' | 'scope' | 'authentication'> {
	/** The node's own webhook URL. */
	address: string;
}

/** The context of a registration: a hook, or `trigger()`. */
export type RegistrationContext = IHookFunctions | ITriggerFunctions;

/**
 * Reads a trigger node's desired registration for an address from its parameters. For a wrong value, throws a
 * NodeOperationError that names the field; nothing is sent.
 */
export function desiredRegistration(context: RegistrationContext, address: string): DesiredRegistration {
	const { events, scope, authentication } = settingsOf(context);
	if (events.length === 0) {
		throw nodeError(context, '“Events to Listen For” is empty. Choose at least one event.');
	}
	return { address, events, scope, authentication };
}
