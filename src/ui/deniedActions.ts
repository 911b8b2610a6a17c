import { createContext, type ReactNode } from 'react'

/** What every notice of a missing right offers beside its own actions: the way to where rights are looked after. */
export const DeniedActions = createContext<ReactNode>(undefined)
