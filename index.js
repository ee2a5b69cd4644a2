'use strict';

/** The classes of this package, for code that require()s it. n8n itself reads the "n8n" key of package.json. */
module.exports = {
	...require('./dist/credentials/EcGridApi.credentials.js'),
	...require('./dist/nodes/EcGrid/EcGrid.node.js'),
	...require('./dist/nodes/EcGrid/EcGridTrigger.node.js'),
};
