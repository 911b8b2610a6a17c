import { t } from '@lingui/core/macro'
import { mutationOptions, queryOptions } from '@tanstack/react-query'

import { vault } from '../../vault/client.ts'

/** The devices that the pool keeps for the person. */
export const devicesQuery = () =>
  queryOptions({ queryKey: ['devices'], queryFn: async () => vault.ask('listDevices', {}), refetchOnWindowFocus: true })

/** Forgets one device. */
export const forgetDevice = () =>
  mutationOptions({
    mutationFn: async (key: string) => vault.ask('forgetDevice', { key }),
    meta: { operation: 'ForgetDevice', refresh: ['devices'], failure: 'in place', done: t`Device forgotten` },
  })

/** Forgets every device but this one, and tells what became of each. */
export const forgetOtherDevices = () =>
  mutationOptions({
    mutationFn: async () => vault.ask('forgetOtherDevices', {}),
    meta: { operation: 'ForgetDevice', refresh: ['devices'], failure: 'in place' },
  })

/** Remembers a device or stops remembering it. */
export const setDeviceRemembered = () =>
  mutationOptions({
    mutationFn: async (change: { key: string; remembered: boolean }) => vault.ask('setDeviceRemembered', change),
    meta: { operation: 'UpdateDeviceStatus', refresh: ['devices'], failure: 'toast' },
  })
