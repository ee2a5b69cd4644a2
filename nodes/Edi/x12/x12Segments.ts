import type { ByteText } from '../interchange/coding';
import { SegmentReader } from '../interchange/segmentReader';
import type { Segment } from '../interchange/tree';

/** Segments that contain bytes of a given length: the elements with the length and with the bytes. */
export const BINARY: Readonly<Record<string, { length: number; data: number }>> = {
	BIN: { length: 1, data: 2 },
	BDS: { length: 2, data: 3 },
};

/** The segments of X12. Nothing in X12 releases a delimiter; only BIN and BDS may contain one. */
export class X12Segments extends SegmentReader {
	protected override readonly trailer = 'IEA';

	protected override binary(
		start: number,
	): { segment: Segment; end: number; isTerminated: boolean } | undefined {
		if (this.text.charCodeAt(start) !== 66) return undefined;
		const tag = this.text.slice(start, start + 3);
		const place = BINARY[tag];
		const { element, segment } = this.delimiters;
		if (!place || !this.text.startsWith(element, start + 3)) return undefined;
		const elements: string[] = [tag];
		let from = start + 3 + element.length;
		const terminator = this.text.indexOf(segment, from);
		const last = terminator === -1 ? this.text.length : terminator;
		while (elements.length < place.data) {
			const next = this.text.indexOf(element, from);
			const isLast = next === -1 || next > last;
			elements.push(this.text.slice(from, isLast ? last : next));
			if (isLast) return this.withoutData(tag, elements[place.length], place.length);
			from = next + element.length;
		}
		const length = elements[place.length]!;
		const end = from + Number(length);
		const isTerminated =
			this.text.startsWith(segment, end) || (segment === '\n' && this.text.startsWith('\r\n', end));
		if (!/^\d{1,15}$/.test(length) || !isTerminated) {
			this.report(
				'binary-length',
				`${tag} says that its data has ${length.slice(0, 20)} bytes; no segment terminator follows there`,
				place.length,
			);
			return undefined;
		}
		return { segment: [...elements, this.text.slice(from, end)], end, isTerminated: true };
	}

	/** A segment that ends before its data, which is read like any other: right if the length is 0. */
	private withoutData(tag: string, length: string | undefined, element: number): undefined {
		if (!/^0+$/.test(length?.trim() ?? '')) this.report('binary-length', `${tag} has no data`, element);
	}

	protected override isFillerAt(): boolean {
		return true;
	}

	protected override finish(content: ByteText): void {
		if (typeof this.segment[0] === 'string') return;
		this.segment[0] = content.split(this.delimiters.element, 1)[0]!;
	}
}
