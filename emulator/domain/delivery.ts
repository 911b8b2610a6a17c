import type { CodeDeliveryDetailsType } from '@aws-sdk/client-cognito-identity-provider'
import { utf8 } from './encoding.ts'
import type { Pool } from './Pools.ts'
import type { User } from './Users.ts'

/** Where a code goes. */
export interface Delivery {
  readonly attribute: 'email' | 'phone_number'
  readonly value: string
}

/**
 * Where the code that confirms a new user goes: the pool's automatically verified attributes, the telephone before the
 * email [?]; undefined where there is none.
 */
export function confirmationDelivery(pool: Pool, { attributes }: Pick<User, 'attributes'>): Delivery | undefined {
  const wanted = pool.settings.AutoVerifiedAttributes ?? []
  return (
    to(attributes, wanted.includes('phone_number'), 'phone_number') ?? to(attributes, wanted.includes('email'), 'email')
  )
}

/**
 * Where the code for a forgotten password goes: the first verified attribute in the order of AccountRecoverySetting,
 * or telephone before email where the pool has none [D]; `nobody` where only administrators may reset.
 */
export function recoveryDelivery(
  pool: Pool,
  { attributes }: Pick<User, 'attributes'>,
): Delivery | 'nobody' | undefined {
  const mechanisms = pool.settings.AccountRecoverySetting?.RecoveryMechanisms ?? [
    { Priority: 1, Name: 'verified_phone_number' as const },
    { Priority: 2, Name: 'verified_email' as const },
  ]
  if (mechanisms.some(({ Name }) => Name === 'admin_only')) return 'nobody'
  const names = [...mechanisms]
    .sort((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .map(({ Name }) => (Name === 'verified_email' ? ('email' as const) : ('phone_number' as const)))
  const first = names.find((name) => attributes[`${name}_verified`] === 'true' && attributes[name])
  return first && to(attributes, true, first)
}

function to(attributes: User['attributes'], isWanted: boolean, attribute: Delivery['attribute']): Delivery | undefined {
  const value = attributes[attribute]
  return isWanted && value ? { attribute, value } : undefined
}

/** Where a code went, with most of it starred out; in which form is [?]. */
export function deliveryDetails({ attribute, value }: Delivery): CodeDeliveryDetailsType {
  const [, name = '', domain = ''] = /^(.).*@(.)/.exec(value) ?? []
  const Destination = attribute === 'email' ? `${name}***@${domain}***` : `+*******${value.slice(-4)}`
  return { Destination, DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS', AttributeName: attribute }
}

/**
 * What a client that hides whether users exist is told of a code to somebody who does not [D]: details that look like
 * any other. The medium follows from the form of the name and from what the pool verifies by itself [D]; the address
 * follows from the name, so that asking twice tells nothing [?].
 */
export function simulatedDetails(pool: Pool, name: string): CodeDeliveryDetailsType {
  if (/^\+\d+$/.test(name)) return deliveryDetails({ attribute: 'phone_number', value: name })
  if (name.includes('@')) return deliveryDetails({ attribute: 'email', value: name })
  const number = utf8(name).reduce((sum, byte) => (sum * 31 + byte) % 10_000, 0)
  const made = {
    email: `${name.slice(0, 1).toLowerCase()}@e`,
    phone_number: String(number).padStart(4, '0'),
  }
  // As for a code that does go somewhere: the telephone before the email [?].
  const to = confirmationDelivery(pool, { attributes: made })
  return deliveryDetails(to ?? { attribute: 'email', value: made.email })
}
