import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import {
  connectionOf,
  forgetRecording,
  onClose,
  readConnectionPlan,
  registerNode,
  releaseConnection,
  serveChoices,
  serveConnectionTest,
  serveMonitoring,
  serveNumberTrial,
  type ConnectionNode,
} from '../../lib/nodered';
import type { ConnectionConfig, ConnectionCredentials } from '../../lib/nodered';

export = (RED: NodeAPI): void => {
  function GcConnectionNode(this: ConnectionNode, config: ConnectionConfig & NodeDef): void {
    RED.nodes.createNode(this, config);
    const credentials = (this as Node<ConnectionCredentials>).credentials;
    this.users = {};
    this.shared = connectionOf(RED, this, readPlan(config, credentials));
    onClose(this, (removed) => {
      if (removed) {
        forgetRecording(this.id);
      }
      return releaseConnection(this.id, this.shared);
    });
  }

  /** A mistake in the configuration is reported by the first node that uses the connection. */
  function readPlan(config: ConnectionConfig, credentials: ConnectionCredentials) {
    try {
      return readConnectionPlan(RED, config, credentials);
    } catch (error) {
      return error instanceof GcError ? error : new GcError('GC_INVALID_CONFIGURATION');
    }
  }

  serveMonitoring(RED);
  serveChoices(RED);
  serveConnectionTest(RED);
  serveNumberTrial(RED);
  registerNode<ConnectionNode, ConnectionConfig & NodeDef, ConnectionCredentials>(
    RED,
    'gc-connection',
    GcConnectionNode,
    {
      credentials: {
        user: { type: 'text' },
        password: { type: 'password' },
        passwordKey: { type: 'password' },
        passwordIv: { type: 'password' },
        storeUser: { type: 'text' },
        storePassword: { type: 'password' },
        privacyKey: { type: 'password' },
      },
    },
  );
};
