<#if aptMirror?has_content || aptProxy?has_content>
apt:
<#if aptProxy?has_content>
  proxy: ${aptProxy?c}
</#if>
<#if aptMirror?has_content>
  # Debian's own package of cloud-init leaves an image's sources alone otherwise
  preserve_sources_list: false
  primary:
    - arches: [default]
      uri: ${aptMirror?c}
</#if>
<#if aptSecurityMirror?has_content>
  security:
    - arches: [default]
      uri: ${aptSecurityMirror?c}
</#if>
</#if>
