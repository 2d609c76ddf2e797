#!/usr/bin/env python3
"""Writes the required members of requests from AWS's published service models (botocore's copy of them).

    pip install botocore; python3 required-members.py

One file an API, one line an operation that requires anything: its name and the paths of what it requires.
"""
import gzip
import json
import os
import re

import botocore

ALL = re.compile(".*")
APIS = {
    "ecs": ("ecs", ALL),
    "ecr": ("ecr", ALL),
    "elasticloadbalancing": ("elbv2", ALL),
    "cloudwatch": ("cloudwatch", ALL),
    "logs": ("logs", re.compile("(Create|Delete|Describe|Get|Put|Filter)?Log.*|StartLiveTail")),
    "sts": ("sts", ALL),
    "iam": ("iam", re.compile("(Get|List)(Role|Policy|Attached).*|Simulate.*")),
    "ssm": ("ssm", re.compile("(Get|Put|Delete|Describe)Parameters?.*")),
    "secretsmanager": ("secretsmanager", ALL),
    "application-autoscaling": ("application-autoscaling", ALL),
    "ec2": ("ec2", re.compile("Describe(Subnets|SecurityGroups|NetworkInterfaces|Vpcs|RouteTables|AvailabilityZones)")),
    "servicequotas": ("service-quotas", ALL),
    "sqs": ("sqs", ALL),
}
HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "src/main/resources/simulator/wire/required")
DATA = os.path.join(os.path.dirname(botocore.__file__), "data")


def paths(shapes, name, prefix, seen):
    """The paths of the required members below a shape."""
    shape = shapes[name]
    if shape["type"] == "list":
        yield from paths(shapes, shape["member"]["shape"], prefix + "[]", seen)
    elif shape["type"] == "map":
        yield from paths(shapes, shape["value"]["shape"], prefix + "{}", seen)
    elif shape["type"] == "structure" and name not in seen:
        for member in shape.get("required", []):
            yield f"{prefix}.{member}".lstrip(".")
        for member, ref in shape["members"].items():
            yield from paths(shapes, ref["shape"], f"{prefix}.{member}".lstrip("."), seen | {name})


os.makedirs(TARGET, exist_ok=True)
for api, (folder, wanted) in APIS.items():
    version = sorted(os.listdir(os.path.join(DATA, folder)))[-1]
    with gzip.open(os.path.join(DATA, folder, version, "service-2.json.gz")) as file:
        model = json.load(file)
    with open(os.path.join(TARGET, api + ".txt"), "w", encoding="utf-8") as out:
        for name, operation in sorted(model["operations"].items()):
            if "input" in operation and wanted.fullmatch(name):
                found = list(paths(model["shapes"], operation["input"]["shape"], "", frozenset()))
                if found:
                    out.write(" ".join([name, *found]) + "\n")
