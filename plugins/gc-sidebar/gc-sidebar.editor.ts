import { text } from '../../lib/editor/text';
import { Sidebar } from './page/sidebar.editor';

RED.plugins.registerPlugin('gc-sidebar', {
  onadd() {
    const { element: content } = new Sidebar();
    RED.sidebar.addTab({
      id: 'gc-sidebar',
      label: text('gc-sidebar', 'label'),
      name: text('gc-sidebar', 'name'),
      iconClass: 'fa fa-headphones',
      content,
      action: 'gc-sidebar:show',
      enableOnEdit: true,
    });
    RED.actions.add('gc-sidebar:show', () => {
      RED.sidebar.show('gc-sidebar');
    });
  },
});
