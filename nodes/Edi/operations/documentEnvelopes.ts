import type { IExecuteFunctions } from 'n8n-workflow';

import { controlNumberIn } from '../documents/controlNumbers';
import type { EnvelopeSettings } from '../interchange/newEnvelope';
import { automaticNumber } from './controlNumberMemory';
import { envelopeParameters } from './envelopeParameters';
import { textIn } from './parameterValues';

interface Group {
	number: string;
	/** Which one of the interchange it is, from 1 on. */
	part: number;
	messages: number;
}

/** An interchange that documents go into, and its groups by the type of their messages. */
export interface DocumentEnvelope {
	settings: EnvelopeSettings;
	/** Whether a person gave its number. */
	isNumberGiven: boolean;
	groups: Map<string, Group>;
	messages: number;
}

/** The interchanges of a run: one for each item, or one for all items between the same partners if they share it. */
export class DocumentEnvelopes {
	private readonly envelopes = new Map<string, DocumentEnvelope>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly isShared: boolean,
	) {}

	/** The interchange that an item's document goes into. Throws NotWritable or an error that names the parameter. */
	of(itemIndex: number): DocumentEnvelope {
		const unnumbered = envelopeParameters(this.context, itemIndex);
		const options = this.context.getNodeParameter('options', itemIndex, {}) as { controlNumber?: unknown };
		const chosen = textIn(this.context, itemIndex, 'Control Number', options.controlNumber);
		const key = JSON.stringify([unnumbered, chosen]);
		const known = this.isShared ? this.envelopes.get(key) : undefined;
		if (known) return known;
		const controlNumber =
			chosen === ''
				? automaticNumber(this.context, unnumbered)
				: controlNumberIn(chosen, unnumbered.standard);
		const envelope: DocumentEnvelope = {
			settings: { ...unnumbered, controlNumber, now: new Date() },
			isNumberGiven: chosen !== '',
			groups: new Map(),
			messages: 0,
		};
		this.envelopes.set(key, envelope);
		return envelope;
	}

	/** The group of an interchange for messages of this type. It is one of its groups once there is a message in it. */
	groupOf(envelope: DocumentEnvelope, type: string): Group {
		const { groups } = envelope;
		return groups.get(type) ?? { number: this.groupNumber(envelope), part: groups.size + 1, messages: 0 };
	}

	/** The number of the next group: of the first that of the interchange, then the next one. */
	private groupNumber({ settings, isNumberGiven, groups }: DocumentEnvelope): string {
		const { controlNumber, standard } = settings;
		if (standard === 'EDIFACT' || groups.size === 0) return controlNumber;
		return isNumberGiven
			? String(((Number(controlNumber) + groups.size - 1) % 999_999_999) + 1)
			: automaticNumber(this.context, settings);
	}
}
