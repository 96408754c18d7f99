/** Starts the app: language, engine, page, and the worker that keeps the page at hand without a network. */
import { mount } from 'svelte';

import App from './App.svelte';
import { engine } from './app/engine';
import { keepShell } from './app/shell';
import './styles/tokens.css';
import './styles/base.css';
import { applyLanguage } from './text/locale';

applyLanguage();
engine.start();

const target = document.getElementById('app');
if (target) mount(App, { target });

keepShell();
