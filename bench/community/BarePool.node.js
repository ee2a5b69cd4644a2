'use strict';

const WIDTH = 32;

/**
 * The bound for sending: gets every parcel with n8n's own helper, with a fixed number of concurrent requests
 * and no checks.
 */
exports.BarePool = class {
	description = {
		displayName: 'Bare Pool',
		name: 'barePool',
		group: ['transform'],
		version: 1,
		description: 'The minimum that a node can do to get many parcels',
		defaults: { name: 'Bare Pool' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'ecGridApi', required: true }],
		properties: [],
	};

	async execute() {
		const items = this.getInputData();
		const results = [];
		let next = 0;
		const worker = async () => {
			for (let index = next++; index < items.length; index = next++) {
				const { parcelId } = items[index].json;
				const answer = await this.helpers.httpRequestWithAuthentication.call(this, 'ecGridApi', {
					method: 'GET',
					url: `/v2/parcels/${parcelId}`,
				});
				results[index] = { json: answer.data, pairedItem: { item: index } };
			}
		};
		await Promise.all(Array.from({ length: WIDTH }, worker));
		return [results];
	}
};
