import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import typescript from 'typescript-eslint'

export default typescript.config(
  { ignores: ['dist/', 'node_modules/', 'public/pictures/'] },
  ...typescript.configs.recommended,
  ...vue.configs['flat/essential'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@trastienda/client', '@trastienda/client/*'],
              allowTypeImports: true,
              message: 'src/sdk.ts alone makes the client; take it from there.',
            },
          ],
        },
      ],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      // A label that points at its field is enough: nesting too would read the name twice.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      // The main landmark takes focus by script after a change of page.
      'vuejs-accessibility/no-static-element-interactions': 'error',
    },
  },
  {
    files: ['src/sdk.ts', 'src/testing/scripted-sdk.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': 'off' },
  },
  { files: ['scripts/**', 'build/**', 'e2e/**', 'pictures/**'], rules: { 'no-console': 'off' } },
)
