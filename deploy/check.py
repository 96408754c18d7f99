"""Checks the deployment files: the manifests by the schemas of Kubernetes, and all of them with one another.

usage: check.py             the files of this folder
       check.py FILE…       manifests that kustomize has put together
"""

import re
import sys
from pathlib import Path

import kubernetes_validate
import yaml

KUBERNETES = "1.37.0"
DEPLOY = Path(__file__).parent
# Variables that begin like settings and are the command line's.
OTHER_VARIABLES = {"SUBROSA_DATA", "SUBROSA_CONFIG"}
# How long a server may take after its drain to leave NATS and to end what still runs: `LAST_MOMENTS`, twice.
LAST_MOMENTS = 10

wrong = []


def read(path):
    return [document for document in yaml.safe_load_all(path.read_text()) if document]


def settings():
    """The variables of all settings, from the sections that the binary is built with."""
    sections = (DEPLOY / "../crates/cli/src/config/sections").glob("*.rs")
    table = "".join(section.read_text() for section in sections)
    keys = re.findall(r'key: "([a-z_.]+)"', table)
    keys += [f"limits.{key}" for key in re.findall(r"rate!\(\s*([a-z_]+\.[a-z_]+),", table)]
    return {"SUBROSA_" + key.replace(".", "_").upper() for key in keys} | OTHER_VARIABLES


def check_variables(where, variables):
    for variable in variables:
        if variable.startswith("SUBROSA_") and variable not in settings():
            wrong.append(f"{where}: {variable} is not a setting")


def check_schema(where, document):
    name = f"{where}: {document.get('kind')} {document.get('metadata', {}).get('name')}"
    try:
        kubernetes_validate.validate(document, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        wrong.append(f"{name}: {'.'.join(map(str, error.path))}: {error.message}")
    except kubernetes_validate.SchemaNotFoundError:
        # What an operator of the cluster brings has no schema here.
        if "." not in document["apiVersion"].split("/")[0] or ".k8s.io/" in document["apiVersion"]:
            wrong.append(f"{name}: unknown to Kubernetes {KUBERNETES}")


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def check_time_to_stop(where, time, drain, before=0):
    if time < before + drain + LAST_MOMENTS:
        wrong.append(f"{where}: {time} s are too few for a drain of {drain} s")


def check_compose():
    folder = DEPLOY / "compose"
    text = (folder / "compose.yaml").read_text()
    services = yaml.safe_load(text)["services"]
    example = set(re.findall(r"^#?([A-Z_]+)=", (folder / ".env.example").read_text(), re.M))
    for variable in set(re.findall(r"\$\{([A-Z_]+)", text)) - example:
        wrong.append(f".env.example does not have {variable}")
    for name, service in services.items():
        where = f"compose.yaml: {name}"
        environment = service.get("environment", {})
        check_variables(where, environment)
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            if source.startswith("./") and not (folder / source).exists():
                wrong.append(f"{where}: {source} is not there")
        if service.get("ports") and name != "caddy":
            wrong.append(f"{where}: only Caddy may be published")
        if name.startswith("nats"):
            check_nats(where, folder / "nats.conf", environment)
        if name.startswith("subrosa"):
            check_time_to_stop(where, seconds(service["stop_grace_period"]), environment["SUBROSA_DRAIN_SECONDS"])
            if f"{name}:7300" not in (folder / "Caddyfile").read_text():
                wrong.append(f"Caddyfile does not have {name}")
            trusted = environment["SUBROSA_TRUSTED_PROXIES"]
            if trusted != services["caddy"]["networks"]["front"]["ipv4_address"]:
                wrong.append(f"{where}: {trusted} is not Caddy")


def check_nats(where, file, environment):
    for variable in set(re.findall(r"\$([A-Z_0-9]+)", file.read_text())) - set(environment):
        wrong.append(f"{where}: {file.name} needs {variable}")


def files_of(kustomization):
    """What a kustomization names, and the patches among it."""
    named = list(kustomization.get("resources", []))
    for generator in kustomization.get("configMapGenerator", []):
        named += generator.get("files", []) + generator.get("envs", [])
    patches = [patch["path"] for patch in kustomization.get("patches", []) if "path" in patch]
    return named + patches, patches


def check_kubernetes():
    folder = DEPLOY / "kubernetes"
    patches = set()
    for path in sorted(folder.rglob("kustomization.yaml")):
        named, patching = files_of(read(path)[0])
        patches |= {path.parent / patch for patch in patching}
        for name in named:
            if not (path.parent / name).exists():
                wrong.append(f"{path.relative_to(DEPLOY)}: {name} is not there")
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", (folder / "settings.env").read_text(), re.M))
    check_variables("settings.env", given)
    for path in sorted(folder.rglob("*.yaml")):
        where = str(path.relative_to(DEPLOY))
        check_variables(where, re.findall(r"\bSUBROSA_[A-Z_]+\b", path.read_text()))
        if path.name == "kustomization.yaml" or path in patches:
            continue
        for document in read(path):
            check_schema(where, document)
            if document["kind"] == "Deployment":
                pod = document["spec"]["template"]["spec"]
                sleep = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
                drain = int(given["SUBROSA_DRAIN_SECONDS"])
                check_time_to_stop(where, pod["terminationGracePeriodSeconds"], drain, before=sleep)
            if document["kind"] == "StatefulSet":
                container = document["spec"]["template"]["spec"]["containers"][0]
                check_nats(where, folder / "nats.conf", {entry["name"] for entry in container["env"]})


def check_whole(path):
    """Manifests put together: their schemas, and that each selector finds pods."""
    documents = read(path)
    pods = [document["spec"]["template"] for document in documents if document["kind"] in ("Deployment", "StatefulSet")]
    labels = [pod["metadata"]["labels"] for pod in pods]
    # The pods of CloudNativePG are its operator's.
    labels += [{"cnpg.io/cluster": document["metadata"]["name"]} for document in documents if document["kind"] == "Cluster"]
    for document in documents:
        check_schema(path.name, document)
        name = f"{path.name}: {document['kind']} {document['metadata']['name']}"
        spec = document.get("spec", {})
        selector = spec.get("podSelector", spec.get("selector", {}))
        selector = selector.get("matchLabels", {}) if document["kind"] != "Service" else selector
        if not any(selector.items() <= found.items() for found in labels):
            wrong.append(f"{name}: it selects no pods")
        if document["kind"] != "Namespace" and document["metadata"].get("namespace") != "subrosa":
            wrong.append(f"{name}: it is in another namespace")


if len(sys.argv) > 1:
    for file in sys.argv[1:]:
        check_whole(Path(file))
else:
    check_compose()
    check_kubernetes()
for what in wrong:
    print(what)
sys.exit(1 if wrong else 0)
