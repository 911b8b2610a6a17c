"""A session's story as boto3 tells it: python3 boto3_story.py ENDPOINT POOL CLIENT. Prints a line of JSON for each step."""
import json
import sys

import boto3
from botocore.exceptions import ClientError

endpoint, pool, client = sys.argv[1:]
cognito = boto3.client("cognito-idp", endpoint_url=endpoint, region_name="us-east-1")
app = {"UserPoolId": pool, "ClientId": client}


def tell(step, call):
    """Prints how a call ends, and gives its answer."""
    try:
        answer = call()
        print(json.dumps([step, "ok"]))
        return answer
    except ClientError as error:
        print(json.dumps([step, error.response["Error"]["Code"], error.response["Error"]["Message"]]))


def sign_in():
    parameters = {"USERNAME": "ada", "PASSWORD": "Lamp-lit-1843"}
    answer = cognito.initiate_auth(ClientId=client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters)
    return answer["AuthenticationResult"]


def settings():
    described = cognito.describe_user_pool_client(**app)["UserPoolClient"]
    return {name: value for name, value in described.items() if name not in ("CreationDate", "LastModifiedDate")}


def switch(enabled):
    cognito.update_user_pool_client(**{**settings(), "EnableTokenRevocation": enabled})


def refresh(tokens):
    parameters = {"REFRESH_TOKEN": tokens["RefreshToken"]}
    return cognito.initiate_auth(ClientId=client, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)


def revoke(tokens):
    return cognito.revoke_token(ClientId=client, Token=tokens["RefreshToken"])


before = settings()
first = tell("sign in", sign_in)
tell("refresh", lambda: refresh(first))
tell("revoke", lambda: revoke(first))
tell("revoke again", lambda: revoke(first))
tell("refresh afterwards", lambda: refresh(first))
tell("get user afterwards", lambda: cognito.get_user(AccessToken=first["AccessToken"]))

second = tell("sign in anew", sign_in)
tell("switch off", lambda: switch(False))
print(json.dumps(["only the switch changed", settings() == {**before, "EnableTokenRevocation": False}]))
try:
    revoke(second)
except ClientError as error:
    print(json.dumps(["revoke while it is off", error.response["Error"]["Code"]]))
tell("switch on", lambda: switch(True))
print(json.dumps(["everything is as before", settings() == before]))
tell("global sign-out", lambda: cognito.global_sign_out(AccessToken=second["AccessToken"]))
tell("and again", lambda: cognito.global_sign_out(AccessToken=second["AccessToken"]))
