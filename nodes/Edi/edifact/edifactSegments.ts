import type { ByteText } from '../interchange/coding';
import { SegmentReader } from '../interchange/segmentReader';
import type { Segment } from '../interchange/tree';
import { valueOf } from '../interchange/values';
import { segmentText } from './segmentText';

/** The segments of EDIFACT, with released characters, and the binary objects of packages (UNO). */
export class EdifactSegments extends SegmentReader {
	protected override readonly trailer = 'UNZ';

	/** The object of a package that is to come: how long it is, and how many segments stand before it. ISO 9735-8. */
	private package?: { bytes: number; segmentsBefore: number };

	protected override binary(
		start: number,
	): { segment: Segment; end: number; isTerminated: boolean } | undefined {
		if (!this.package || this.package.segmentsBefore-- > 0) return undefined;
		const { bytes } = this.package;
		this.package = undefined;
		const end = start + bytes;
		if (!this.text.startsWith('UNP', end)) {
			this.report('binary-length', `UNO says that its object has ${bytes} bytes; no UNP follows there`, 4);
			return undefined;
		}
		return { segment: ['', this.text.slice(start, end)], end, isTerminated: false };
	}

	/** An object of a package follows the terminator at once, and may begin with any byte. */
	protected override isFillerAt(at: number): boolean {
		return !(this.package?.segmentsBefore === 0 && this.text.startsWith('UNP', at + this.package.bytes));
	}

	protected override finish(content: ByteText, hasRelease: boolean): void {
		const [tag] = this.segment;
		if (typeof tag !== 'string') {
			this.raw ??= content;
			this.segment[0] = valueOf(this.segment, 0);
		} else if (tag === 'UNO') {
			const length = valueOf(this.segment, 4, 1);
			const segmentsBefore = Number(valueOf(this.segment, 4, 2)) || 0;
			if (/^\d{1,15}$/.test(length)) this.package = { bytes: Number(length), segmentsBefore };
		}
		if (hasRelease && this.raw === undefined && segmentText(this.segment, this.delimiters) !== content) {
			this.raw = content;
		}
	}
}
