import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { SYNTAX_IDENTIFIERS } from '../../shared/characterSets';
import { asMessage } from '../documents/asMessage';
import { controlNumberIn, nextControlNumber } from '../documents/controlNumbers';
import { interchangeEnvelope, type EnvelopeSettings } from '../documents/envelope';
import { changesIn } from '../documents/segmentChanges';
import { tableFor } from '../documents/messages';
import { usualDelimiters } from '../json/interchangesOf';
import type { Source } from '../json/messagesIn';

interface DocumentOptions {
	association?: string;
	controlNumber?: string;
	encoding?: string;
	lineBreak?: string;
	receiverGroupId?: string;
	segments?: unknown;
	senderGroupId?: string;
	syntaxVersion?: string;
	una?: boolean;
}

/** A document on its way into a file. */
export interface DocumentSource extends Source {
	pathOf: (path: string) => string;
	notWritten: string[];
}

/** Numbers that this process has given, by partners. A workflow that is published keeps its own over restarts. */
const given = new Map<string, number>();

function automaticNumber(context: IExecuteFunctions, key: string): number {
	const stored = context.getWorkflowStaticData('node') as { controlNumbers?: Record<string, number> };
	const numbers = (stored.controlNumbers ??= {});
	const last = Math.max(given.get(key) ?? 0, numbers[key] ?? 0);
	const next = nextControlNumber(last > 0 ? last : undefined, Date.now());
	given.set(key, next);
	numbers[key] = next;
	return next;
}

/** What each standard calls a version, and how long the ids of its partners may be. */
const STANDARDS = {
	X12: { pattern: /^\d{6}[A-Z0-9]{0,6}$/, examples: '004010 or 005010', most: { id: 15, qualifier: 2 } },
	EDIFACT: {
		pattern: /^[A-Z0-9]{1,3}\.[A-Z0-9]{1,3}$/,
		examples: 'D.96A or D.01B',
		most: { id: 35, qualifier: 4 },
	},
};

const partnersIn = ({
	standard,
	sender,
	receiver,
}: Omit<EnvelopeSettings, 'controlNumber' | 'now'>): string => JSON.stringify([standard, sender, receiver]);

/** An interchange that documents go into, and its messages by their type: X12 has a group for each. */
interface DocumentEnvelope {
	settings: EnvelopeSettings;
	groups: Map<string, { number: string; part: number; messages: number }>;
	messages: number;
}

/** Makes messages of the documents of a run, in one interchange for all between the same partners if they share it. */
export class DocumentWriter {
	private readonly envelopes = new Map<string, DocumentEnvelope>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly isShared: boolean,
	) {}

	/** The message of an item's document. Throws NotWritable or an error that names the parameter. */
	source(itemIndex: number, json: unknown, path: string): DocumentSource {
		const item = Array.isArray(json) ? undefined : json;
		if (!isRecord(item))
			throw this.invalid(itemIndex, '“JSON” is no object: Write takes one document for each item');
		const isInside = isRecord(item.document);
		const document = isInside ? (item.document as IDataObject) : item;
		const options = this.context.getNodeParameter('options', itemIndex, {}) as DocumentOptions;
		const envelope = this.envelopeFor(itemIndex, options);
		const type = tableFor(envelope.settings.standard, String(document.kind))?.type ?? '';
		const group = envelope.groups.get(type) ?? {
			number: this.groupNumber(envelope, options),
			part: envelope.groups.size + 1,
			messages: 0,
		};
		const settings = { ...envelope.settings, groupNumber: group.number };
		const isFromOther = isInside && typeof item.standard === 'string' && item.standard !== settings.standard;
		const prefix = `${path}${isInside ? 'document.' : ''}`;
		const message = asMessage(document, settings, envelope.messages + 1, {
			isFromOther,
			changes: changesIn(options.segments),
			prefix,
		});
		envelope.messages++;
		group.messages++;
		envelope.groups.set(type, group);
		const place = settings.standard === 'X12' && { part: group.part, message: group.messages };
		return {
			json: { ...message.json, syntax: { ...this.syntaxFor(settings, options), ...place } },
			path,
			pathOf: (each) => message.pathOf(each.startsWith(path) ? each.slice(path.length) : each) ?? each,
			notWritten: message.notWritten,
		};
	}

	private envelopeFor(itemIndex: number, options: DocumentOptions) {
		const parameter = (name: string): string => this.textParameter(name, itemIndex);
		const standard = parameter('standard') === 'EDIFACT' ? 'EDIFACT' : 'X12';
		const partner = (name: 'sender' | 'receiver') => {
			const title = name === 'sender' ? 'Sender' : 'Receiver';
			const [id, qualifier] = [parameter(`${name}Id`), parameter(`${name}Qualifier`)];
			const groupId = String(options[`${name}GroupId`] ?? '').trim();
			if (id === '') throw this.invalid(itemIndex, `“${title} ID” is empty`);
			const { most } = STANDARDS[standard];
			const checkLength = (field: string, text: string, length: number): void => {
				if (text.length > length)
					throw this.invalid(
						itemIndex,
						`“${title} ${field}” has ${text.length} characters; ${standard} has room for ${length}`,
					);
			};
			checkLength('ID', id, most.id);
			checkLength('Qualifier', qualifier, most.qualifier);
			checkLength('Group ID', groupId, most.id);
			return {
				id,
				qualifier: standard === 'X12' && qualifier === '' ? 'ZZ' : qualifier,
				...(groupId !== '' && { groupId }),
			};
		};
		const [named] = [...SYNTAX_IDENTIFIERS].find(([, set]) => set === options.encoding) ?? [];
		const settings: Omit<EnvelopeSettings, 'controlNumber' | 'now'> = {
			standard,
			version: this.version(itemIndex, standard),
			...(options.association && { association: options.association }),
			sender: partner('sender'),
			receiver: partner('receiver'),
			isTest: this.context.getNodeParameter('test', itemIndex, false) === true,
			isAcknowledgmentRequested:
				this.context.getNodeParameter('acknowledgmentRequested', itemIndex, false) === true,
			syntaxIdentifier: named ?? 'UNOC',
			syntaxVersion: options.syntaxVersion ?? '3',
		};
		const chosen = String(options.controlNumber ?? '').trim();
		const key = JSON.stringify([settings, chosen]);
		const known = this.isShared ? this.envelopes.get(key) : undefined;
		if (known) return known;
		const controlNumber =
			chosen === ''
				? String(automaticNumber(this.context, partnersIn(settings)))
				: controlNumberIn(chosen, standard);
		const envelope: DocumentEnvelope = {
			settings: { ...settings, controlNumber, now: new Date() },
			groups: new Map(),
			messages: 0,
		};
		this.envelopes.set(key, envelope);
		return envelope;
	}

	/** The version, which belongs to a standard: n8n keeps the former one if somebody changes the standard. */
	private version(itemIndex: number, standard: 'X12' | 'EDIFACT'): string {
		const version = this.textParameter('version', itemIndex);
		const { pattern, examples } = STANDARDS[standard];
		if (pattern.test(version)) return version;
		throw this.invalid(
			itemIndex,
			`“Version” is “${version}”, which is no version of ${standard}. Choose one such as ${examples}`,
		);
	}

	/** The number of the next group: of the first that of the interchange, then the next one. */
	private groupNumber({ settings, groups }: DocumentEnvelope, options: DocumentOptions): string {
		const { controlNumber, standard } = settings;
		if (standard === 'EDIFACT' || groups.size === 0) return controlNumber;
		return String(options.controlNumber ?? '').trim() === ''
			? String(automaticNumber(this.context, partnersIn(settings)))
			: String(((Number(controlNumber) + groups.size - 1) % 999_999_999) + 1);
	}

	private syntaxFor(settings: EnvelopeSettings, options: DocumentOptions): IDataObject {
		const { standard } = settings;
		const lineBreak = options.lineBreak ?? '';
		if (lineBreak === '' && !(standard === 'EDIFACT' && options.una)) return {};
		const [header] = interchangeEnvelope(settings).header;
		const delimiters = usualDelimiters(standard, header);
		const { component, element, decimal, release, repetition = ' ', segment } = delimiters;
		const una = `UNA${component}${element}${decimal}${release}${repetition}${segment}${lineBreak}`;
		return {
			delimiters: { ...delimiters },
			ending: delimiters.segment + lineBreak,
			...(standard === 'EDIFACT' && options.una && { una }),
		};
	}

	private textParameter(name: string, itemIndex: number): string {
		const value = this.context.getNodeParameter(name, itemIndex, '');
		if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
		throw this.invalid(itemIndex, `“${name}” is no text`);
	}

	private invalid(itemIndex: number, message: string): NodeOperationError {
		return new NodeOperationError(this.context.getNode(), message, { itemIndex });
	}
}
