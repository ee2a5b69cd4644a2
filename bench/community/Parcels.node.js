'use strict';

/** Returns the given number of items, each with a parcel ID. The IDs repeat. */
exports.Parcels = class {
	description = {
		displayName: 'Parcels',
		name: 'parcels',
		group: ['transform'],
		version: 1,
		description: 'The items of the benchmarks',
		defaults: { name: 'Parcels' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Count', name: 'count', type: 'number', default: 1000 },
			{ displayName: 'Parcel IDs', name: 'parcelIds', type: 'json', default: '[]' },
		],
	};

	async execute() {
		const parcelIds = JSON.parse(this.getNodeParameter('parcelIds', 0));
		const count = this.getNodeParameter('count', 0);
		return [
			Array.from({ length: count }, (_, index) => ({
				json: { parcelId: parcelIds[index % parcelIds.length] },
			})),
		];
	}
};
