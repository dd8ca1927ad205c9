export { default as faults } from './faults.json'
export { default as frame } from './frame.json'
export { default as shop } from './shop.json'
export { default as ui } from './ui.json'
