/** The AWS account that a role belongs to, by the role's ARN: twelve digits. Undefined for what is no such ARN. */
export function accountOfRole(roleArn: string | undefined): string | undefined {
  return /^arn:[\w-]+:iam::(\d{12}):/.exec(roleArn ?? '')?.[1]
}
