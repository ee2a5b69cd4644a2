import { sleep, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { messageOf } from '../transport/secrets';
import { catchUp } from './catchUp';
import { heal } from './registration';
import { isIncomplete } from './registrationState';
import { DEFAULT_CATCH_UP_MINUTES, settingsOf } from './settings';
import { isN8nStarting } from '../runtime/activation';

/** Milliseconds that switching off waits for a round to end. A round that continues after that does no harm. */
const MAX_WAIT_MS = 3_000;
/** The most milliseconds between two triggers that are switched off together. */
const SHUTDOWN_WINDOW_MS = 1_000;

let waitUntil = 0;
let waitedAt = 0;

/**
 * Waits for the end of a round. When n8n stops, it switches off one trigger after another: all together wait no longer
 * than one.
 */
async function untilItEnds(round: Promise<unknown>): Promise<void> {
	if (Date.now() - waitedAt > SHUTDOWN_WINDOW_MS) waitUntil = Date.now() + MAX_WAIT_MS;
	await Promise.race([round, sleep(Math.max(0, waitUntil - Date.now()))]);
	waitedAt = Date.now();
}

/** How often to catch up. While n8n is starting, a setting that can't be read takes no trigger down. */
async function catchUpMinutesOf(context: ITriggerFunctions): Promise<number> {
	try {
		return settingsOf(context).catchUpMinutes;
	} catch (error) {
		if (!isN8nStarting(context)) throw nodeError(context, error);
		context.logger.warn(
			`ECGrid Trigger: ${await messageOf(context, error)} Until that is fixed, the trigger catches up every ${DEFAULT_CATCH_UP_MINUTES} minutes.`,
		);
		return DEFAULT_CATCH_UP_MINUTES;
	}
}

/**
 * Runs the trigger's work besides receiving. When n8n starts and every `catchUpMinutes`, it starts the workflow with
 * events that ECGrid couldn't deliver. Every `catchUpMinutes`, it also repairs the callbacks. A failure is a warning in
 * n8n's log, and the next round tries again. With 0 minutes, it only registers callbacks that couldn't be registered at
 * the start. Its mere existence makes n8n call `checkExists` at every start.
 */
export async function watch(context: ITriggerFunctions): Promise<ITriggerResponse> {
	if (context.getMode() === 'manual') return {};
	const catchUpMinutes = await catchUpMinutesOf(context);
	const isOn = catchUpMinutes > 0;
	const interval = isOn ? catchUpMinutes : DEFAULT_CATCH_UP_MINUTES;

	let stopped = false;
	const isStopped = () => stopped;
	/** The work in flight. A catch-up can take long, and must not hold up the repair of the callbacks. */
	const running = new Map<'healing' | 'catchingUp', Promise<void>>();
	const begin = (what: 'healing' | 'catchingUp', failed: string, work: () => Promise<void>) => {
		if (running.has(what)) return;
		const attempt = async () => {
			try {
				await work();
			} catch (error) {
				context.logger.warn(
					`ECGrid Trigger: ${failed} (${await messageOf(context, error)}). The next round tries again.`,
				);
			}
		};
		running.set(
			what,
			attempt().finally(() => running.delete(what)),
		);
	};
	const beginHealing = () =>
		begin('healing', "couldn't check the callbacks", async () => await heal(context, isStopped));
	const beginCatchUp = () =>
		begin('catchingUp', "couldn't look for missed events", async () => {
			await running.get('healing');
			await catchUp(context, isStopped);
		});

	let minutes = 0;
	const second = Math.floor(Math.random() * 60);
	context.helpers.registerCron({ expression: `${second} * * * * *` }, () => {
		if (stopped || ++minutes < interval) return;
		minutes = 0;
		if (isOn || isIncomplete(context)) beginHealing();
		if (isOn) beginCatchUp();
	});
	if (isOn) beginCatchUp();

	return {
		closeFunction: async () => {
			stopped = true;
			if (running.size > 0) await untilItEnds(Promise.all(running.values()));
		},
	};
}
