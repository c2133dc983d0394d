"""The life of a VM as a script of somebody else's would live it: proxmoxer knows nothing of lbprov."""

import sys
import time

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

how, port, ca, image, secret, vmid = sys.argv[1:]
common = {"port": int(port), "verify_ssl": ca, "user": "lbprov@pve"}
if how == "token":
    proxmox = ProxmoxAPI("127.0.0.1", token_name="demo", token_value=secret, **common)
else:
    proxmox = ProxmoxAPI("127.0.0.1", password=secret, **common)
node = proxmox.nodes("pluto")


def wait(upid):
    for _ in range(100):
        status = node.tasks(upid).status.get()
        if status["status"] == "stopped":
            return status["exitstatus"]
        time.sleep(0.05)
    return "still running"


def told(name, value):
    print(f"{name}: {value}")


told("version", proxmox.version.get()["release"])
told("nodes", sorted(each["node"] for each in proxmox.nodes.get()))
told("next id", proxmox.cluster.nextid.get())
with open(image, "rb") as file:
    told("upload", wait(node.storage("local").upload.post(content="import", filename=file)))
told("content", [each["volid"] for each in node.storage("local").content.get(content="import")])
name = image.rsplit("/", 1)[1]
told(
    "create",
    wait(
        node.qemu.create(
            vmid=vmid,
            name="by-" + how,
            pool="lb",
            memory=1024,
            agent="enabled=1",
            scsihw="virtio-scsi-single",
            scsi0=f"local-lvm:0,import-from=local:import/{name}",
            boot="order=scsi0",
            net0="virtio,bridge=vmbr0",
            description="two\nlines; ü",
        )
    ),
)
vm = node.qemu(vmid)
told("resize", wait(vm.resize.put(disk="scsi0", size="+1G")))
config = vm.config.get()
told("disk", config["scsi0"])
told("description", repr(config["description"]))
told("start", wait(vm.status.start.post()))
current = vm.status.current.get()
told("status", (current["status"], current["ha"]["managed"], current["vmid"]))
told("listed", [each["vmid"] for each in proxmox.cluster.resources.get(type="vm") if each["status"] == "running"])
told("ping", vm.agent.ping.post())
pid = vm.agent("exec").post(command=["cat", "/etc/hostname"])["pid"]
told("exec", vm.agent("exec-status").get(pid=pid)["exited"])
told("change", vm.config.set(cores=2))
told("pending", [each for each in vm.pending.get() if each["key"] == "cores"])
try:
    vm.delete()
except ResourceException as refused:
    told("refused", refused)
told("stop", wait(vm.status.stop.post()))
told("delete", wait(vm.delete()))
told("left", [each["vmid"] for each in node.qemu.get() if each["vmid"] == int(vmid)])
