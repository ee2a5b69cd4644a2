import type { IExecuteFunctions } from 'n8n-workflow';

import { EcGridError, nodeError } from '../transport/failure';
import type { Failure } from '../transport/api';
import type { OutputItem } from './operation';

/** What came of one item: its output, or a failure after which ECGrid may have done what was asked. */
type Outcome = { output: OutputItem[] } | { unknown: Failure };

const runs = new WeakMap<object, WeakMap<object, Map<number, Outcome>>>();

/**
 * What came of the items of this run of the node, for n8n's next try of it. With *Retry On Fail* n8n runs the whole
 * node again, with the very same objects as its input; a loop, another call as a tool and another execution bring
 * objects of their own, and begin with nothing. An outcome is kept as long as n8n keeps the input.
 */
export class Outcomes {
	private readonly outcomes: Map<number, Outcome>;

	constructor(private readonly context: IExecuteFunctions) {
		// All calls of a tool share the data of the agent's run, and differ in their input.
		const run = context.getExecuteData();
		const input = context.getInputData()[0]?.json ?? run;
		const inputs = runs.get(run) ?? new WeakMap<object, Map<number, Outcome>>();
		this.outcomes = inputs.get(input) ?? new Map<number, Outcome>();
		runs.set(run, inputs.set(input, this.outcomes));
	}

	/** Whether an item needs nothing any more: it was carried out, or must not be tried again. */
	has(itemIndex: number): boolean {
		return this.outcomes.has(itemIndex);
	}

	/** The output of an item that needs nothing any more; throws where it may have been carried out. */
	get(itemIndex: number): OutputItem[] {
		const outcome = this.outcomes.get(itemIndex)!;
		if ('output' in outcome) return outcome.output;
		const description = `“Retry On Fail” did not send this again. ${outcome.unknown.description}`;
		throw new EcGridError(this.context, { ...outcome.unknown, description }, itemIndex);
	}

	/** Carries an item out, and keeps what comes of it unless another try may help. */
	async keep(itemIndex: number, work: Promise<OutputItem[]>): Promise<OutputItem[]> {
		try {
			const output = await work;
			this.outcomes.set(itemIndex, { output });
			return output;
		} catch (error) {
			if (error instanceof EcGridError && error.outcomeUnknown) {
				const { message, status, errorCode, outcomeUnknown } = error;
				const description = error.description ?? '';
				this.outcomes.set(itemIndex, {
					unknown: { message, description, status, errorCode, outcomeUnknown },
				});
			}
			throw nodeError(this.context, error, { itemIndex });
		}
	}
}
