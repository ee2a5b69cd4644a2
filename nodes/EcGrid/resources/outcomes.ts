import type { IExecuteFunctions } from 'n8n-workflow';

import { EcGridError, nodeError } from '../transport/failure';
import type { Failure } from '../transport/api';
import type { OutputItem } from './operation';

/** The outcome of one item: its output, or a failure after which ECGrid may have carried out the request. */
type Outcome = { output: OutputItem[] } | { unknown: Failure };

const runs = new WeakMap<object, WeakMap<object, Map<number, Outcome>>>();

/**
 * The outcomes of the items in this run of the node, for n8n's next attempt. With *Retry On Fail*, n8n runs the whole
 * node again with the very same input objects. A loop, another tool call and another execution have new objects, and
 * start without outcomes. An outcome is kept as long as n8n keeps the input.
 */
export class Outcomes {
	private readonly outcomes: Map<number, Outcome>;

	constructor(private readonly context: IExecuteFunctions) {
		// All calls of a tool share the data of the agent's run, but differ in their input.
		const run = context.getExecuteData();
		const input = context.getInputData()[0]?.json ?? run;
		const inputs = runs.get(run) ?? new WeakMap<object, Map<number, Outcome>>();
		this.outcomes = inputs.get(input) ?? new Map<number, Outcome>();
		runs.set(run, inputs.set(input, this.outcomes));
	}

	/** Whether an item is finished: it was carried out, or must not be retried. */
	has(itemIndex: number): boolean {
		return this.outcomes.has(itemIndex);
	}

	/** The output of a finished item. Throws if it isn't known whether the item was carried out. */
	get(itemIndex: number): OutputItem[] {
		const outcome = this.outcomes.get(itemIndex)!;
		if ('output' in outcome) return outcome.output;
		const description = `“Retry On Fail” did not send this again. ${outcome.unknown.description}`;
		throw new EcGridError(this.context, { ...outcome.unknown, description }, itemIndex);
	}

	/** Carries out an item, and keeps its outcome unless a retry may help. */
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
