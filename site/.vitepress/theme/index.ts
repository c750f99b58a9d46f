import DefaultTheme from 'vitepress/theme';
import type { Theme } from 'vitepress';
import FlowView from './FlowView.vue';
import Layout from './Layout.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('FlowView', FlowView);
  },
} satisfies Theme;
