import { readFileSync } from 'node:fs'

/** The members of the answer, and the exceptions, that the SDK's own typings give an operation. */
export function documented(operation: string): { members: string[]; exceptions: string[] } {
  const folder = 'node_modules/@aws-sdk/client-cognito-identity-provider/dist-types/commands'
  const typings = readFileSync(`${folder}/${operation}Command.d.ts`, 'utf8')
  const [, response = ''] = /^ \* \/\/ \{ \/\/ \w+Response(.*?)^ \* \/\/ \};/ms.exec(typings) ?? []
  return {
    members: [...response.matchAll(/^ \* \/\/ {3}(\w+):/gm)].map(([, name = '']) => name),
    exceptions: [...typings.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name = '']) => name),
  }
}
