import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import { asMessage } from '../documents/asMessage';
import { interchangeEnvelope, type EnvelopeSettings } from '../interchange/newEnvelope';
import { tableFor } from '../documents/messages';
import { changesIn } from '../documents/segmentChanges';
import { NotWritable } from '../interchange/notWritable';
import { usualDelimiters } from '../json/interchangesOf';
import type { Source } from '../json/messagesIn';
import { DocumentEnvelopes } from './documentEnvelopes';
import { LEVEL_B, parameterAt } from './envelopeParameters';
import { invalidParameter, switchIn } from './parameterValues';
import { writtenBunch } from './writtenBunch';

/** A document on its way into a file. */
export interface DocumentSource extends Source {
	pathOf: (path: string) => string;
	notWritten: string[];
}

/** Makes messages of the documents of a run, in one interchange for all between the same partners if they share it. */
export class DocumentWriter {
	private readonly envelopes: DocumentEnvelopes;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly isShared: boolean,
	) {
		this.envelopes = new DocumentEnvelopes(context, isShared);
	}

	/** The message of an item's document. Throws NotWritable or an error that names the parameter. */
	source(itemIndex: number, json: unknown, path: string): DocumentSource {
		if (!isRecord(json))
			throw invalidParameter(
				this.context,
				itemIndex,
				'“JSON” is no object: Write takes one document for each item',
			);
		const isInside = isRecord(json.document);
		const document = isInside ? (json.document as IDataObject) : json;
		const options = this.context.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const envelope = this.envelopes.of(itemIndex);
		const type = tableFor(envelope.settings.standard, String(document.kind))?.type ?? '';
		const group = this.envelopes.groupOf(envelope, type);
		const settings = { ...envelope.settings, groupNumber: group.number };
		const isFromOther = isInside && typeof json.standard === 'string' && json.standard !== settings.standard;
		const message = asMessage(document, settings, envelope.messages + 1, {
			isFromOther,
			changes: changesIn(options.segments),
			prefix: `${path}${isInside ? 'document.' : ''}`,
		});
		const place = settings.standard === 'X12' && { part: group.part, message: group.messages + 1 };
		const source = {
			json: { ...message.json, syntax: { ...this.syntaxFor(itemIndex, settings, options), ...place } },
			path,
			pathOf: (given: string) => {
				const inMessage = given.startsWith(path) ? given.slice(path.length) : given;
				return message.pathOf(inMessage) ?? parameterAt(settings, inMessage) ?? given;
			},
			notWritten: message.notWritten,
		};
		if (this.isShared) this.checkAlone(itemIndex, source);
		envelope.messages++;
		group.messages++;
		envelope.groups.set(type, group);
		return source;
	}

	/** Writes a document alone, so that one that can't be written doesn't keep others from being written. */
	private checkAlone(itemIndex: number, source: DocumentSource): void {
		try {
			writtenBunch(this.context, itemIndex, { sources: [source] });
		} catch (error) {
			throw error instanceof NotWritable ? new NotWritable(source.pathOf(error.path), error.reason) : error;
		}
	}

	/** The separators of the file, if something stands beside them: line breaks, or UNA. */
	private syntaxFor(itemIndex: number, settings: EnvelopeSettings, options: IDataObject): IDataObject {
		const isUnaWanted =
			settings.standard === 'EDIFACT' &&
			(switchIn(this.context, itemIndex, 'UNA', options.una) || settings.syntaxIdentifier === LEVEL_B);
		const lineBreak = options.lineBreak ?? '';
		if (typeof lineBreak !== 'string' || /[^\r\n]/.test(lineBreak))
			throw invalidParameter(this.context, itemIndex, '“Line Break After Segments” is no line break');
		if (lineBreak === '' && !isUnaWanted) return {};
		const [header] = interchangeEnvelope(settings).header;
		const delimiters = usualDelimiters(settings.standard, header);
		const { component, element, decimal, release, repetition = ' ', segment } = delimiters;
		const una = `UNA${component}${element}${decimal}${release}${repetition}${segment}${lineBreak}`;
		return {
			delimiters: { ...delimiters },
			ending: delimiters.segment + lineBreak,
			...(isUnaWanted && { una }),
		};
	}
}
