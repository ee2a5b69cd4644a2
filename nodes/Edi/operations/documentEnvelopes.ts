import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { without } from '../../shared/without';
import { controlNumberIn, numberAfter } from '../documents/controlNumbers';
import type { EnvelopeSettings } from '../interchange/newEnvelope';
import { NotWritable } from '../interchange/notWritable';
import { automaticNumber, partnersKey } from './controlNumberMemory';
import { envelopeParameters, type UnnumberedEnvelope } from './envelopeParameters';
import { localTime } from './localTime';
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
	/** The items whose files have the numbers that a person gave, by partners and number. */
	private readonly givenTo = new Map<string, number>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly isShared: boolean,
	) {}

	/** The interchange that an item's document goes into. Throws NotWritable or an error that names the parameter. */
	of(itemIndex: number): DocumentEnvelope {
		const unnumbered = envelopeParameters(this.context, itemIndex);
		const { controlNumber: given, ...options } = this.context.getNodeParameter(
			'options',
			itemIndex,
			{},
		) as IDataObject;
		const chosen = textIn(this.context, itemIndex, 'Control Number', given);
		const field = this.context.getNodeParameter('outputPropertyName', itemIndex);
		const key = JSON.stringify([unnumbered, chosen, without(options, 'segments'), field]);
		const known = this.isShared ? this.envelopes.get(key) : undefined;
		if (known) return known;
		const controlNumber =
			chosen === '' ? automaticNumber(unnumbered) : this.givenNumber(itemIndex, chosen, unnumbered);
		const envelope: DocumentEnvelope = {
			settings: { ...unnumbered, controlNumber, now: localTime(new Date(), this.context.getTimezone()) },
			isNumberGiven: chosen !== '',
			groups: new Map(),
			messages: 0,
		};
		this.envelopes.set(key, envelope);
		return envelope;
	}

	/** A number that a person gave, for one file of the run only: a partner refuses a second one as a duplicate. */
	private givenNumber(itemIndex: number, chosen: string, envelope: UnnumberedEnvelope): string {
		const controlNumber = controlNumberIn(chosen, envelope.standard);
		const key = `${partnersKey(envelope)} ${envelope.standard === 'X12' ? Number(chosen) : chosen}`;
		const other = this.givenTo.get(key);
		if (other !== undefined)
			throw new NotWritable(
				'“Control Number”',
				`is ${chosen}, which the file of item ${other} to the same partner has. Give each file its own, or leave it empty`,
			);
		this.givenTo.set(key, itemIndex);
		return controlNumber;
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
			? String(numberAfter(Number(controlNumber), groups.size))
			: automaticNumber(settings);
	}
}
