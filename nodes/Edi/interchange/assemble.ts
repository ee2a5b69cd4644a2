import type { ByteText } from './coding';
import { digestOf } from './digest';
import { addOnce, issueAt, type Issue, type IssueDetails, type Level } from './issue';
import type { IssueCode } from './issueCatalogue';
import { LONGEST_SEGMENT_BYTES, type SegmentReader } from './segmentReader';
import { pairAround, type Standard } from './standard';
import { checkPair } from './checkPair';
import type { Envelope, Group, Interchange, Layout, Message, Segment } from './tree';
import type { Place } from './issue';
import { valueOf } from './values';

/** Collects the segments of an envelope or a message with what it takes to write them again. */
class LayoutBuilder {
	private raw?: Record<string, string>;
	private ends?: Record<string, string>;

	add(index: number, { raw, ending }: Pick<SegmentReader, 'raw' | 'ending'>, usualEnding: ByteText): void {
		if (raw !== undefined) (this.raw ??= {})[index] = raw;
		if (ending !== usualEnding) (this.ends ??= {})[index] = ending;
	}

	layout(digest: string): Layout {
		return { digest, ...(this.raw && { raw: this.raw }), ...(this.ends && { ends: this.ends }) };
	}
}

interface ServiceSegment {
	segment: Segment;
	raw?: ByteText;
	ending: ByteText;
	/** Its bytes, with what follows. */
	bytes: ByteText;
}

/** An envelope while it is read. */
class OpenEnvelope {
	readonly header: ServiceSegment[] = [];
	readonly other: (ServiceSegment & { after: number })[] = [];
	readonly trailer: ServiceSegment[] = [];
	readonly issues: Issue[] = [];
	end?: Place;

	constructor(
		readonly start: Place,
		private readonly usualEnding: ByteText,
	) {}

	finished(parts: number): Envelope {
		const layoutOf = (list: ServiceSegment[]): Layout => {
			const builder = new LayoutBuilder();
			list.forEach((each, index) => builder.add(index, each, this.usualEnding));
			return builder.layout(digestOf(list.map(({ bytes }) => bytes).join('')));
		};
		const segments = (list: ServiceSegment[]) => list.map(({ segment }) => segment);
		return {
			header: segments(this.header),
			other: segments(this.other),
			trailer: segments(this.trailer),
			layout: {
				...layoutOf(this.header.slice(0, 1)),
				...(this.header.length > 1 && { notes: layoutOf(this.header.slice(1)) }),
				...(this.other.length > 0 && {
					other: { ...layoutOf(this.other), after: this.other.map(({ after }) => after) },
				}),
				trailer: layoutOf(this.trailer),
				parts,
			},
			start: this.start,
			...(this.end && { end: this.end }),
			issues: this.issues,
		};
	}
}

/** Puts the segments of one interchange together: to groups, messages, and what stands outside of them. Never throws. */
export class Assembler {
	private readonly envelope: OpenEnvelope;
	private readonly groups: Group[] = [];
	private group?: { open: OpenEnvelope; messages: Message[]; index: number };
	private message?: Message;
	private messageLayout = new LayoutBuilder();
	private headerDigest = '';
	private groupIndex = 0;
	private readonly knownTags = new Set<string>();

	constructor(
		private readonly standard: Standard,
		private readonly text: ByteText,
		private readonly reader: SegmentReader,
		private readonly usualEnding: ByteText,
		/** Number of the last segment that was read before. */
		private number: number,
		private readonly beginsInterchange: (at: number) => boolean,
		/** Where the interchange begins. */
		from: number,
	) {
		this.envelope = new OpenEnvelope({ number: number + 1, offset: from }, usualEnding);
	}

	get lastNumber(): number {
		return this.number;
	}

	/** Takes the segment that the reader read last as the interchange's header. */
	takeHeader(): void {
		this.number++;
		this.envelope.header.push(this.serviceSegment());
		this.drain(this.envelope.issues, 'interchange');
	}

	note(code: IssueCode, level: Level, details: IssueDetails, place?: Place): void {
		const issue = issueAt(code, level, place, details);
		const issues =
			level === 'interchange'
				? this.envelope.issues
				: level === 'group'
					? this.group!.open.issues
					: this.message!.issues;
		issues.push(issue);
	}

	/** Reads up to the interchange's trailer, the beginning of another one, or the end of the text. */
	run(): void {
		const { reader, standard } = this;
		while (!this.beginsInterchange(reader.at)) {
			const before = reader.at;
			if (!reader.next()) {
				if (before < this.text.length && this.text.length - before > LONGEST_SEGMENT_BYTES) {
					this.note(
						'segment-too-long',
						'interchange',
						{ message: `No segment terminator follows within ${LONGEST_SEGMENT_BYTES / 1024 / 1024} MB` },
						{ number: this.number + 1, offset: before },
					);
				}
				return;
			}
			this.number++;
			const role = standard.roles.get(reader.tag);
			switch (role) {
				case undefined:
					this.dataSegment();
					break;
				case 'messageHeader':
					this.openMessage();
					break;
				case 'messageTrailer':
					this.closeMessage();
					break;
				case 'groupHeader':
					this.openGroup();
					break;
				case 'groupTrailer':
					this.closeGroup();
					break;
				case 'interchangeTrailer':
					this.endMessage();
					this.endGroup();
					this.envelope.trailer.push(this.serviceSegment());
					this.envelope.end = this.place();
					this.drain(this.envelope.issues, 'interchange');
					return;
				default:
					this.outside(role === 'interchangeNote');
			}
		}
	}

	/** The interchange as it was put together. */
	finished(): Pick<Interchange, 'groups' | keyof Envelope> {
		this.endMessage();
		this.endGroup();
		const { standard } = this;
		const groups = this.groups.filter(({ header }) => header.length > 0).length;
		const parts = this.groups.reduce((sum, { messages }) => sum + messages.length, 0);
		const envelope = this.envelope.finished(this.groups.length);
		if (envelope.header.length > 0) {
			checkPair(
				standard.interchange,
				envelope,
				'interchange',
				standard.needsGroups || groups > 0 ? groups : parts,
				standard.needsGroups || groups > 0 ? 'group' : 'message',
			);
		}
		return { ...envelope, groups: this.groups };
	}

	private place(): Place {
		return { number: this.number, offset: this.reader.offset };
	}

	private serviceSegment(): ServiceSegment {
		const { segment, raw, ending, offset, at } = this.reader;
		return { segment, ...(raw !== undefined && { raw }), ending, bytes: this.text.slice(offset, at) };
	}

	/** Turns what the reader noticed, and what any segment may have, into issues. */
	private drain(issues: Issue[], level: Level, position?: number): void {
		const { reader } = this;
		const { segment, tag } = reader;
		const add = (code: IssueCode, details: IssueDetails) =>
			addOnce(issues, code, () =>
				issueAt(code, level, this.place(), { ...details, tag, ...(position !== undefined && { position }) }),
			);
		for (const { code, ...details } of reader.noticed) add(code, details);
		if (segment.length === 1 && tag === '') {
			add('segment-empty', { message: 'There is nothing between two segment terminators' });
		} else if (!this.knownTags.has(tag) && !reader.object) {
			if (this.standard.isTag(tag)) this.knownTags.add(tag);
			else add('segment-tag-invalid', { message: `“${tag.slice(0, 20)}” can't be a segment tag` });
		}
		if (segment.length > 1 && segment !== this.envelope.header[0]?.segment) {
			const element = segment.length - 1;
			const last = segment[element];
			if (last === '') {
				add('element-trailing-empty', { message: `${tag} ends in an empty element`, element });
			} else if (Array.isArray(last) && last[last.length - 1] === '') {
				add('element-trailing-empty', { message: `${tag} ends in an empty component`, element });
			}
		}
	}

	private dataSegment(): void {
		if (this.message) this.addToMessage(this.message);
		else this.outside(false);
	}

	private addToMessage(message: Message): void {
		const { reader } = this;
		const index = message.segments.length;
		message.segments.push(reader.segment);
		if (reader.raw !== undefined || reader.ending !== this.usualEnding) {
			this.messageLayout.add(index, reader, this.usualEnding);
		}
		this.drain(message.issues, 'message', index + 1);
	}

	/** A segment of an interchange inside a message that nothing closed: it keeps its place there. */
	private misplaced(message: Message, code: IssueCode): void {
		const { reader } = this;
		this.addToMessage(message);
		addOnce(message.issues, code, () =>
			issueAt(code, 'message', this.place(), {
				message: `${reader.tag} stands inside a message`,
				tag: reader.tag,
				acknowledgment: { AK3: '2', UCS: '15' },
				position: message.segments.length,
			}),
		);
	}

	/** A segment that belongs neither to a message nor to the frame. */
	private outside(isAllowed: boolean): void {
		const { message, reader } = this;
		if (message) return this.misplaced(message, isAllowed ? 'ta1-after-group' : 'segment-unexpected');
		const envelope = this.group?.open ?? this.envelope;
		const level = this.group ? 'group' : 'interchange';
		const parts = this.group ? this.group.messages.length : this.groups.length;
		const isInFront = isAllowed && !this.group && this.groups.length === 0;
		if (isInFront && envelope.other.length === 0) {
			envelope.header.push(this.serviceSegment());
		} else {
			envelope.other.push({ ...this.serviceSegment(), after: parts });
		}
		const isEmpty = reader.segment.length === 1 && reader.tag === '';
		if (!isInFront && !isEmpty) {
			const code = isAllowed && !this.group ? 'ta1-after-group' : 'segment-unexpected';
			const text =
				code === 'ta1-after-group'
					? `${reader.tag} stands after a group; it belongs in front of the first`
					: `${reader.tag.slice(0, 20)} stands outside of a message`;
			addOnce(envelope.issues, code, () =>
				issueAt(code, level, this.place(), {
					message: text,
					tag: reader.tag,
					...(level === 'group' && { acknowledgment: { TA1: '024', UCF: '33' } }),
				}),
			);
		}
		this.drain(envelope.issues, level);
	}

	private openGroup(): void {
		this.endMessage();
		this.endGroup();
		this.startGroup(++this.groupIndex);
		this.group!.open.header.push(this.serviceSegment());
		this.drain(this.group!.open.issues, 'group');
	}

	private startGroup(index: number): void {
		this.group = { open: new OpenEnvelope(this.place(), this.usualEnding), messages: [], index };
	}

	private closeGroup(): void {
		this.endMessage();
		if (!this.group || this.group.open.header.length === 0) {
			this.endGroup();
			return this.outside(false);
		}
		this.group.open.trailer.push(this.serviceSegment());
		this.group.open.end = this.place();
		this.drain(this.group.open.issues, 'group');
		this.endGroup();
	}

	private endGroup(): void {
		if (!this.group) return;
		const { open, messages, index } = this.group;
		this.group = undefined;
		const group: Group = { ...open.finished(messages.length), messages, index, part: this.groups.length + 1 };
		if (group.header.length > 0) checkPair(this.standard.group, group, 'group', messages.length, 'message');
		this.groups.push(group);
	}

	private openMessage(): void {
		this.endMessage();
		if (!this.group) this.startGroup(0);
		this.messageLayout = new LayoutBuilder();
		this.message = {
			segments: [],
			layout: { digest: '' },
			index: this.group!.messages.length + 1,
			start: this.place(),
			issues: [],
		};
		this.addToMessage(this.message);
		this.headerDigest = digestOf(this.text, this.reader.offset, this.reader.at);
	}

	private closeMessage(): void {
		if (!this.message) return this.outside(false);
		this.addToMessage(this.message);
		this.message.trailer = this.place();
		this.endMessage(this.reader.at);
	}

	/** Ends the open message; without a trailer, where the segment begins that was read last. */
	private endMessage(end = this.message && this.atEnd() ? this.reader.at : this.reader.offset): void {
		const { message } = this;
		if (!message) return;
		this.message = undefined;
		const digest = digestOf(this.text, message.start.offset, end);
		message.layout = { ...this.messageLayout.layout(digest), header: this.headerDigest };
		const { segments, trailer } = message;
		const open = {
			header: segments.slice(0, 1),
			trailer: trailer ? segments.slice(-1) : [],
			start: message.start,
			...(trailer && { end: trailer }),
			issues: message.issues,
		};
		const pair = pairAround(this.standard, segments);
		if ('length' in pair) {
			const bytes = Number(valueOf(segments[0], pair.length));
			checkPair(pair, open, 'message', bytes, 'byte', segments.length);
		} else {
			checkPair(pair, open, 'message', segments.length, 'segment', segments.length);
		}
		this.group!.messages.push(message);
	}

	/** Whether the segment that was read last belongs to the open message: nothing follows it. */
	private atEnd(): boolean {
		const { message, number } = this;
		return message!.start.number + message!.segments.length - 1 === number;
	}
}
