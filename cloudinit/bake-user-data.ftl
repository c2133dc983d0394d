#cloud-config
# for a VM that becomes a template: it gets no name, no user and no key, and all that is written here is removed again
preserve_hostname: true
users: []
disable_root: true
ssh_pwauth: false
# what the image says of apt, before the next section changes it: put back in the end
bootcmd:
  - ["mkdir", "-p", "/run/lbprov-bake"]
  - ["cp", "-a", "/etc/apt", "/run/lbprov-bake/apt"]
${apt}package_upgrade: false
write_files:
<#list files as file>
  - path: ${file.path?c}
    owner: "root:root"
    permissions: ${file.mode?c}
    encoding: b64
    content: ${file.base64?c}
</#list>
runcmd:
${agent}  - ["/usr/local/lib/lbprov/first-boot", "bake"]
