import * as v from 'valibot'

import type { DeviceOperations } from '../protocol/devices.ts'
import { name, none } from './fields.ts'

const key = name(128)

/** The shape of the arguments of the operations on devices. */
export const deviceShapes = {
  listDevices: none,
  forgetDevice: v.strictObject({ key }),
  forgetOtherDevices: none,
  setDeviceRemembered: v.strictObject({ key, remembered: v.boolean() }),
} satisfies { [Name in keyof DeviceOperations]: v.GenericSchema<unknown, Parameters<DeviceOperations[Name]>[0]> }
