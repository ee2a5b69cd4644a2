import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { settingsOf, type TriggerSettings } from './settings';

/** What should be registered at ECGrid for a trigger node. */
export interface DesiredRegistration extends Pick<TriggerSettings, 'events' | 'scope' | 'authentication'> {
	/** The node's own webhook URL. */
	address: string;
}

/** What a registration is read from: a hook, or `trigger()`. */
export type RegistrationContext = IHookFunctions | ITriggerFunctions;

/** Reads from a trigger node's parameters what it should have registered for an address. Bad input is thrown as a NodeOperationError that names the field; nothing is sent. */
export function desiredRegistration(context: RegistrationContext, address: string): DesiredRegistration {
	const { events, scope, authentication } = settingsOf(context);
	if (events.length === 0) {
		throw nodeError(context, '“Events to Listen For” is empty. Choose at least one event.');
	}
	return { address, events, scope, authentication };
}
