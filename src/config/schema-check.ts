/** Generated from `schemas/` by `npm run types`. Do not edit: a test compares it with the schema. */
// @ts-nocheck
"use strict";
export const validate = validate10;
export default validate10;
const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"StorageFile","description":"What a fleet's storage shall look like. `holdfast plan` shows what differs from it, `holdfast apply` makes it so.","type":"object","additionalProperties":false,"required":["version","fleet","hosts"],"properties":{"version":{"description":"Version of this file format.","const":1,"examples":[1]},"fleet":{"description":"Name of the fleet. Everything holdfast creates on a host is marked with it, so that two fleets never touch each other's things.","type":"string","pattern":"^[a-z][a-z0-9-]{0,31}$","patternErrorMessage":"a lower-case letter, then up to 31 lower-case letters, digits or dashes","examples":["studio"]},"ssh":{"$ref":"#/definitions/sshDefaults"},"hosts":{"$ref":"#/definitions/hosts"},"links":{"$ref":"#/definitions/links"},"shares":{"$ref":"#/definitions/shares"},"pools":{"description":"Pools of storage over several hosts, by name.","type":"object","propertyNames":{"pattern":"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$","patternErrorMessage":"letters, digits, dashes and underscores, at most 63, a letter or digit first"},"additionalProperties":{"$ref":"#/definitions/pool"},"examples":[{"gvol":{"type":"gluster","peers":["s1","s2"],"clients":["s3"]}}]},"consents":{"description":"Consent tokens, copied from a plan. Each allows exactly the one change it was printed for, as long as the host is still as it was then.","type":"array","items":{"description":"One token, as the plan printed it.","type":"string","pattern":"^[a-z][a-z-]*:\\S+$","patternErrorMessage":"a consent token, copied from a plan","examples":["delete:nfs.export/s1:web@7d21"]},"examples":[["delete:nfs.export/s1:web@7d21"]]}},"definitions":{"pool":{"title":"Pool","description":"One pool; `type` says which storage system it is and which keys it has.","type":"object","required":["type"],"properties":{"type":{"description":"Storage system of the pool.","enum":["gluster","moosefs","mfs"],"waysOut":{"glusterfs":"write `gluster`"},"examples":["gluster"]}},"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/glusterPool"},{"$ref":"#/definitions/moosefsPool"}],"examples":[{"type":"gluster","peers":["s1","s2"]}]},"user":{"description":"Account to log in as. Default: what ~/.ssh/config says, then your own name.","type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$","patternErrorMessage":"an account name","examples":["root","deploy"]},"port":{"description":"TCP port of sshd. Default: what ~/.ssh/config says, then 22.","type":"integer","minimum":1,"maximum":65535,"examples":[22]},"sudo":{"description":"Run every command through sudo. Needed unless `user` is root.","type":"boolean","default":false,"examples":[true]},"identityFile":{"description":"Private key to log in with. Default: the agent, then ~/.ssh/config, then the usual key files.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["~/.ssh/id_ed25519"]},"knownHosts":{"description":"File with the host keys to trust. Default: what ~/.ssh/config says, then ~/.ssh/known_hosts.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["~/.ssh/known_hosts"]},"jump":{"description":"Host to go through, as ssh's ProxyJump: [user@]host[:port], several separated by commas.","type":"string","pattern":"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$","patternErrorMessage":"[user@]host[:port], several separated by commas","examples":["ops@bastion.example.net","ops@bastion.example.net:2222"]},"hostKey":{"description":"Public key this host must present, as in its /etc/ssh/ssh_host_*_key.pub. Replaces known_hosts for this host.","type":"string","pattern":"^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$","patternErrorMessage":"a public key line such as `ssh-ed25519 AAAA…`","examples":["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEl4YW1wbGVLZXlPbmx5Rm9yVGhlU2NoZW1hRmlsZQAA"]},"address":{"description":"Address or DNS name that SSH connects to. `local` is this machine, without SSH.","type":"string","pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address, a DNS name, or `local`","examples":["192.0.2.11","2001:db8::11","s1.example.net","local"]},"storageAddress":{"description":"Address the other hosts use for storage traffic. Default: `address`.","type":"string","pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address or a DNS name","examples":["192.0.2.111"]},"labels":{"description":"Words of your own about this host. holdfast shows them and does nothing else with them.","type":"object","propertyNames":{"pattern":"^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$","patternErrorMessage":"letters, digits, dots, dashes, underscores and slashes"},"additionalProperties":{"description":"Value of the label.","type":"string","examples":["a"]},"examples":[{"rack":"a"}]},"sshDefaults":{"title":"SshDefaults","description":"How to reach the hosts. Each key can be given per host too, and wins there.","type":"object","additionalProperties":false,"properties":{"user":{"$ref":"#/definitions/user"},"port":{"$ref":"#/definitions/port"},"sudo":{"$ref":"#/definitions/sudo"},"identityFile":{"$ref":"#/definitions/identityFile"},"knownHosts":{"$ref":"#/definitions/knownHosts"},"jump":{"$ref":"#/definitions/jump"}},"examples":[{"user":"root","identityFile":"~/.ssh/id_ed25519"}]},"hostEntry":{"title":"HostEntry","description":"One host: its address, or its address with more.","type":["string","object"],"pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address, a DNS name, or `local`","additionalProperties":false,"required":["address"],"properties":{"address":{"$ref":"#/definitions/address"},"storageAddress":{"$ref":"#/definitions/storageAddress"},"user":{"$ref":"#/definitions/user"},"port":{"$ref":"#/definitions/port"},"sudo":{"$ref":"#/definitions/sudo"},"identityFile":{"$ref":"#/definitions/identityFile"},"knownHosts":{"$ref":"#/definitions/knownHosts"},"jump":{"$ref":"#/definitions/jump"},"hostKey":{"$ref":"#/definitions/hostKey"},"labels":{"$ref":"#/definitions/labels"}},"examples":["192.0.2.11",{"address":"192.0.2.11","storageAddress":"198.51.100.11"}]},"hosts":{"description":"The machines of the fleet, by the name used everywhere else in this file.","type":"object","minProperties":1,"propertyNames":{"pattern":"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$","patternErrorMessage":"lower-case letters, digits and dashes, as in a DNS name"},"additionalProperties":{"$ref":"#/definitions/hostEntry"},"examples":[{"s1":"192.0.2.11","s2":{"address":"192.0.2.12","user":"deploy","sudo":true}}]},"links":{"description":"Groups of hosts whose members find each other by name (through a block of our own in /etc/hosts).","type":"array","items":{"description":"One group: names from `hosts`.","type":"array","minItems":2,"uniqueItems":true,"items":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s1"]},"examples":[["s1","s2"]]},"examples":[[["s1","s2","s3"]]]},"exportOption":{"title":"ExportOption","description":"One export option.","type":"string","tsType":"string","anyOf":[{"description":"Options without a value.","enum":["rw","ro","sync","async","root_squash","no_root_squash","all_squash","no_all_squash","subtree_check","no_subtree_check","secure","insecure","crossmnt","nocrossmnt","hide","nohide","wdelay","no_wdelay","acl","no_acl","secure_locks","insecure_locks","auth_nlm","no_auth_nlm","pnfs","no_pnfs","security_label","nordirplus","mp","mountpoint"],"examples":["rw"]},{"description":"Numeric id that squashed users become.","pattern":"^anon[ug]id=[0-9]{1,10}$","examples":["anonuid=65534","anongid=65534"]},{"description":"Security flavours, the most wanted first.","pattern":"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$","examples":["sec=sys","sec=krb5p"]},{"description":"Transport security (newer servers).","pattern":"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$","examples":["xprtsec=tls"]},{"description":"Identity of the file system; `fsid` of the share says the same.","pattern":"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$","examples":["fsid=17"]},{"description":"Export only while this path is a mount point.","pattern":"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$","examples":["mp=/srv"]}],"patternErrorMessage":"an export option of exports(5)","examples":["rw","sync","no_subtree_check","sec=krb5p"]},"path":{"description":"Folder on the server to export. Created if it is not there.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/var/www/sites"]},"mountpoint":{"description":"Where it is mounted. Default for a share: `path`; default for a client: what the share says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/srv/sites"]},"version":{"title":"NfsVersion","description":"NFS version to mount with. `4` takes the highest both sides know. Default: 4.2. In quotes: YAML reads 4.2 as a number.","type":"string","enum":["3","4","4.0","4.1","4.2"],"default":"4.2","examples":["4.2"]},"exportOptions":{"description":"Export options, as in exports(5).","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["rw","sync","no_subtree_check"]]},"mountOptions":{"description":"Further mount options, as in nfs(5). The version and ro/rw have keys of their own.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `noatime` or `timeo=600`","examples":["noatime","timeo=600"]},"examples":[["noatime"]]},"fsid":{"description":"Identity of the exported file system: `root`, a number or a UUID. Needed only where the file system has none of its own (FUSE, some overlays).","type":["integer","string"],"minimum":0,"maximum":4294967295,"pattern":"^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$","patternErrorMessage":"`root`, a number or a UUID","examples":[17,"root"]},"readOnly":{"description":"Export to and mount on this client read-only.","type":"boolean","default":false,"examples":[true]},"shareClient":{"title":"ShareClient","description":"A host that mounts the share: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"mountpoint":{"$ref":"#/definitions/mountpoint"},"readOnly":{"$ref":"#/definitions/readOnly"},"options":{"description":"Export options for this client; each replaces what the share says about the same thing.","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["no_root_squash"]]},"mountOptions":{"$ref":"#/definitions/mountOptions"},"version":{"$ref":"#/definitions/version"}},"examples":["s2",{"host":"s3","mountpoint":"/srv/sites","readOnly":true}]},"allowEntry":{"title":"AllowEntry","description":"Who else may mount: an address, a network, a DNS name (with wildcards) or a @netgroup.","type":["string","object"],"pattern":"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, a DNS name, a wildcard or a @netgroup","additionalProperties":false,"required":["client"],"properties":{"client":{"description":"Address, network, DNS name (with wildcards) or @netgroup.","type":"string","pattern":"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, a DNS name, a wildcard or a @netgroup","examples":["192.0.2.0/24","2001:db8::/64","*.example.net","@render"]},"options":{"description":"Export options for these; each replaces what the share says about the same thing.","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["no_root_squash"]]}},"examples":["192.0.2.0/24",{"client":"192.0.2.0/24","options":["ro"]}]},"share":{"title":"Share","description":"One folder of one host, exported over NFS.","type":"object","additionalProperties":false,"required":["host","path"],"properties":{"host":{"description":"Name of the host that has the files.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s1"]},"path":{"$ref":"#/definitions/path"},"options":{"$ref":"#/definitions/exportOptions"},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/shareClient"},"examples":[["s2",{"host":"s3","readOnly":true}]]},"allow":{"description":"Who else may mount it; holdfast only lets them.","type":"array","items":{"$ref":"#/definitions/allowEntry"},"examples":[["192.0.2.0/24"]]},"mountpoint":{"$ref":"#/definitions/mountpoint"},"version":{"$ref":"#/definitions/version"},"fsid":{"$ref":"#/definitions/fsid"}},"examples":[{"host":"s1","path":"/var/www/sites","clients":["s2"]}]},"shares":{"description":"NFS shares by name.","type":"object","propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$","patternErrorMessage":"lower-case letters, digits, dashes and underscores, at most 63"},"additionalProperties":{"$ref":"#/definitions/share"},"examples":[{"web":{"host":"s1","path":"/var/www/sites","clients":["s2"]}}]},"glusterFolder":{"description":"Folder on each peer that holds the bricks: `<folder>/<pool>/b0` and so on. Default: /mnt/gluster.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/b1, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/mnt/gluster"]},"glusterMountpoint":{"description":"Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/var/data"]},"glusterPeer":{"title":"GlusterPeer","description":"A host that gives bricks: its name, or its name with the paths of its bricks.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"bricks":{"description":"Paths of the bricks on this host, in place of those in the folder. holdfast uses what is mounted there; it neither makes nor erases them.","type":"array","minItems":1,"items":{"description":"Path of one brick, as gluster is given it.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/b1, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/data/b1/gvol"]},"examples":[["/data/b1/gvol"]]}},"examples":["s2",{"host":"s2","bricks":["/data/b1/gvol"]}]},"glusterDisperse":{"title":"GlusterDisperse","description":"Erasure coding: each file is cut into `data` parts, and any `redundancy` bricks of a set may be lost.","type":"object","additionalProperties":false,"required":["data","redundancy"],"properties":{"data":{"description":"Bricks of a set that hold the data.","type":"integer","minimum":1,"examples":[4]},"redundancy":{"description":"Bricks of a set that may be lost.","type":"integer","minimum":1,"examples":[2]}},"examples":[{"data":4,"redundancy":2}]},"glusterBricks":{"title":"GlusterBricks","description":"What the bricks are made of.","type":"object","additionalProperties":false,"properties":{"folder":{"$ref":"#/definitions/glusterFolder"},"backing":{"description":"`image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on a device of `devices`.","enum":["image","directory","device"],"default":"image","examples":["image"]},"perPeer":{"description":"Bricks on each peer.","type":"integer","minimum":1,"maximum":64,"default":1,"examples":[1]},"devices":{"description":"Devices of each peer by its name, one for each of its bricks. For `backing: device` only.","type":"object","additionalProperties":{"description":"Devices of one peer.","type":"array","items":{"description":"One device. What is on it is never overwritten without your consent.","type":"string","pattern":"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$","patternErrorMessage":"a device such as /dev/sdb or /dev/disk/by-id/…","examples":["/dev/sdb"]},"examples":[["/dev/sdb"]]},"examples":[{"s1":["/dev/sdb"],"s2":["/dev/sdb"]}]}},"examples":[{"folder":"/mnt/gluster","backing":"image"}]},"glusterClient":{"title":"GlusterClient","description":"A host that mounts the pool: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s3"]},"mountpoint":{"$ref":"#/definitions/glusterMountpoint"},"readOnly":{"description":"Mount it read-only.","type":"boolean","default":false,"examples":[true]},"mountOptions":{"description":"Further mount options, as in mount.glusterfs(8). The servers and ro/rw are set by holdfast.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `acl` or `log-level=WARNING`","examples":["acl","log-level=WARNING"]},"examples":[["acl"]]}},"examples":["s3",{"host":"s3","mountpoint":"/srv/data","readOnly":true}]},"glusterPool":{"title":"GlusterPool","description":"One GlusterFS volume, the servers that hold it and the hosts that mount it.","type":"object","additionalProperties":false,"waysOut":{"stripe":"gluster has no striped volumes since version 6: for one file over several hosts use `disperse: {data: 4, redundancy: 2}`, to spread files `replica: 1`","transport":"gluster speaks tcp; rdma is no longer in it. Remove this key","servers":"the hosts that give bricks are `peers:`","volume":"the volume has the name of the pool: change that"},"required":["type","peers"],"properties":{"type":{"description":"Storage system of the pool.","const":"gluster","examples":["gluster"]},"peers":{"description":"Hosts that give bricks, in the order in which sets are made of them: with `replica: 2` the first two hold the same files, and so on.","type":"array","minItems":1,"items":{"$ref":"#/definitions/glusterPeer"},"examples":[["s1","s2"]]},"replica":{"description":"Copies of each file, each on another host; 1 spreads files without any copy. Default: 2, or 1 with `disperse`.","type":"integer","minimum":1,"maximum":16,"examples":[2]},"arbiter":{"description":"Two copies and, on a third host, a small brick that only knows which of them is right: no split-brain for the price of two copies.","type":"boolean","default":false,"examples":[true]},"disperse":{"$ref":"#/definitions/glusterDisperse"},"size":{"description":"Usable size of the whole pool; copies and redundancy come on top. GB counts in thousands, GiB in 1024s.","type":"string","pattern":"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$","patternErrorMessage":"a size such as `2GB` or `500GiB`","default":"2GB","examples":["2GB","500GiB"]},"folder":{"$ref":"#/definitions/glusterFolder"},"bricks":{"$ref":"#/definitions/glusterBricks"},"mountpoint":{"$ref":"#/definitions/glusterMountpoint"},"allow":{"description":"Who else may mount it; its own peers and clients always may.","type":"array","items":{"description":"Address, IPv4 network, IPv4 addresses such as 192.0.2.*, or host name.","type":"string","pattern":"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, 192.0.2.* or a host name","examples":["192.0.2.0/24"]},"examples":[["192.0.2.0/24"]]},"options":{"description":"Volume options by their full names, as in `gluster volume set`. What is no longer here is set back to gluster's own value.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9._-]{0,127}$","patternErrorMessage":"the name of a volume option such as performance.cache-size"},"additionalProperties":{"description":"Value of the option.","type":"string","pattern":"^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$","patternErrorMessage":"one line of text","examples":["256MB"]},"examples":[{"performance.cache-size":"256MB"}]},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/glusterClient"},"examples":[["s3",{"host":"s4","readOnly":true}]]},"adopt":{"description":"Take over a volume of this name that holdfast did not make.","type":"boolean","default":false,"examples":[true]},"state":{"description":"`stopped` keeps the volume and serves nothing; `absent` removes the service, with your consent, and keeps the data.","enum":["started","stopped","absent"],"default":"started","examples":["started"]}},"examples":[{"type":"gluster","peers":["s1","s2"],"clients":["s3"]}]},"moosefsMountpoint":{"description":"Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/mnt/mfsdata"]},"moosefsSize":{"description":"Size of the file system made for the chunks on each chunkserver. GB counts in thousands, GiB in 1024s. Default: 5GB; a device is taken as it is.","type":"string","pattern":"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$","patternErrorMessage":"a size such as `5GB` or `500GiB`","examples":["5GB","500GiB"]},"moosefsDisk":{"title":"MoosefsDisk","description":"One chunk folder on a file system that is there already.","type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"description":"The chunk folder, as mfshdd.cfg names it: a folder below the disk's mountpoint, so that a disk that is not mounted is noticed. holdfast neither makes nor erases the file system.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/hd1/chunks, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/data/hd1/chunks"]},"limit":{"description":"How much of the disk MooseFS may use, or with a minus how much it has to leave free. What others store on the same file system counts as used: a limit is for a disk of its own.","type":"string","pattern":"^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$","patternErrorMessage":"a size such as `500GiB`, or `-5GiB` to leave that much free","examples":["500GiB","-5GiB"]},"state":{"description":"`draining` marks the disk for removal: its chunks are copied to other disks, and it stays until you take it out of the file.","enum":["active","draining"],"default":"active","examples":["draining"]}},"examples":[{"path":"/data/hd1/chunks","limit":"500GiB"}]},"moosefsChunkserver":{"title":"MoosefsChunkserver","description":"A host that stores chunks: its name, or its name with its disks and labels.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"disks":{"description":"Chunk folders on this host, in place of the one in the folder of the pool.","type":"array","minItems":1,"items":{"$ref":"#/definitions/moosefsDisk"},"examples":[[{"path":"/data/hd1/chunks"}]]},"labels":{"description":"Labels of the server, by which storage classes choose where copies go.","type":"array","maxItems":26,"items":{"description":"One label, a letter.","type":"string","pattern":"^[A-Z]$","patternErrorMessage":"a letter from A to Z","examples":["A"]},"examples":[["A","B"]]},"state":{"description":"`draining` marks all disks of the server for removal: their chunks are copied to the other servers, and it stays until you take it out of the file.","enum":["active","draining"],"default":"active","examples":["draining"]},"size":{"$ref":"#/definitions/moosefsSize"},"device":{"description":"Device to make the file system on, for `backing: device`. What is on it is never overwritten without your consent.","type":"string","pattern":"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$","patternErrorMessage":"a device such as /dev/sdb or /dev/disk/by-id/…","examples":["/dev/sdb"]}},"examples":["s2",{"host":"s3","disks":[{"path":"/data/hd1/chunks","limit":"500GiB"}],"labels":["A"]}]},"moosefsMaster":{"title":"MoosefsMaster","description":"The host that keeps the names and where the chunks are: its name, or a mapping with it.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]}},"examples":["s1",{"host":"s1"}]},"moosefsMetalogger":{"title":"MoosefsMetalogger","description":"A host that keeps a copy of the master's metadata, from which it can become the master.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]}},"examples":["s4",{"host":"s4"}]},"moosefsGui":{"title":"MoosefsGui","description":"The host that shows the pool in a browser: its name, or its name with a port.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"port":{"description":"TCP port the pages are served at.","type":"integer","minimum":1,"maximum":65535,"default":9425,"examples":[9425]}},"examples":["s1",{"host":"s1","port":9425}]},"moosefsClass":{"title":"MoosefsClass","description":"A storage class: on which chunkservers the copies of a file are kept.","type":"object","additionalProperties":false,"required":["keep"],"properties":{"keep":{"description":"Where copies are kept: an expression over labels, a term for each copy. `A,B` is one on a server with A and one with B, `2A` two on servers with A, `AB,C+D` one on a server with both and one with either, `2*` two anywhere.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"create":{"description":"Where copies of new chunks go first. Default: as `keep`.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"archive":{"description":"Where copies of files go that nobody changed for `archiveDelay` days.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"archiveDelay":{"description":"Days after its last change at which a file's copies move from `keep` to `archive`.","type":"integer","minimum":1,"maximum":65535,"examples":[30]}},"examples":[{"keep":"A,B"},{"create":"2*","keep":"A,B","archive":"2B","archiveDelay":30}]},"moosefsClient":{"title":"MoosefsClient","description":"A host that mounts the pool: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"mountpoint":{"$ref":"#/definitions/moosefsMountpoint"},"folder":{"description":"Folder of the pool to mount. Default: /, all of it.","type":"string","pattern":"^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$","patternErrorMessage":"a path in the pool such as /projects, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","default":"/","examples":["/projects"]},"readOnly":{"description":"Mount it read-only, and let the master refuse this host to write.","type":"boolean","default":false,"examples":[true]},"mountOptions":{"description":"Further mount options, as in mfsmount(8). The master, the folder and ro/rw are set by holdfast.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `mfscachemode=DIRECT`","examples":["mfscachemode=DIRECT"]},"examples":[["mfscachemode=DIRECT"]]}},"examples":["s5",{"host":"s6","mountpoint":"/srv/m","folder":"/projects","readOnly":true}]},"moosefsPool":{"title":"MoosefsPool","description":"One MooseFS: its master, the servers that hold the chunks and the hosts that mount it.","type":"object","additionalProperties":false,"waysOut":{"masters":"MooseFS has one master: `master: s1`; hosts that can take over are `metaloggers:`","peers":"the hosts that store chunks are `chunkservers:`","servers":"the hosts that store chunks are `chunkservers:`","replica":"the number of copies is `goal:`","metalogger":"write a list: `metaloggers: [s4]`","exports":"who may mount it besides its clients is `allow:`","labels":"labels belong to a chunkserver: `{ host: s2, labels: [A] }`","storageClasses":"storage classes are `classes:`"},"required":["type","master","chunkservers"],"properties":{"type":{"description":"Storage system of the pool; `mfs` is the same.","enum":["moosefs","mfs"],"examples":["moosefs"]},"state":{"description":"`stopped` keeps everything and serves nothing; `absent` removes the service, with your consent, and keeps the data.","enum":["started","stopped","absent"],"default":"started","examples":["started"]},"master":{"$ref":"#/definitions/moosefsMaster"},"chunkservers":{"description":"Hosts that store chunks, two at least.","type":"array","minItems":1,"items":{"$ref":"#/definitions/moosefsChunkserver"},"examples":[["s2","s3"]]},"metaloggers":{"description":"Hosts that keep copies of the master's metadata. To take over from a lost master, name one of them as `master:`.","type":"array","items":{"$ref":"#/definitions/moosefsMetalogger"},"examples":[["s4"]]},"folder":{"description":"Folder on each chunkserver for the disks holdfast makes: `<folder>/<pool>/d0`. Default: /mnt/mfschunks.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /mnt/mfschunks, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/mnt/mfschunks"]},"size":{"$ref":"#/definitions/moosefsSize"},"backing":{"description":"What those disks are. `image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on the `device` of each chunkserver.","enum":["image","directory","device"],"default":"image","examples":["image"]},"allow":{"description":"Who may mount it for reading and writing besides the declared clients. IPv4 only. Of all that match an address MooseFS takes the most permissive.","type":"array","items":{"description":"IPv4 address, network or range.","type":"string","pattern":"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$","patternErrorMessage":"an IPv4 address, a network such as 192.0.2.0/24 or a range such as 192.0.2.10-192.0.2.20","examples":["192.0.2.0/24","192.0.2.10-192.0.2.20"]},"examples":[["192.0.2.0/24"]]},"goal":{"description":"Copies of each file, each on another chunkserver, or the name of a class of `classes`. It is set on the root folder; what is made in it gets the same.","type":["integer","string"],"minimum":1,"maximum":9,"pattern":"^[A-Za-z][A-Za-z0-9_.-]{0,62}$","patternErrorMessage":"a number from 1 to 9, without quotes, or the name of a class","default":2,"examples":[2,"safe"]},"classes":{"description":"Storage classes, by name. Set them on folders with mfssetsclass(1), or on all by `goal`.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_.-]{0,62}$","patternErrorMessage":"a letter, then letters, digits, dots, dashes and underscores, at most 63"},"additionalProperties":{"$ref":"#/definitions/moosefsClass"},"examples":[{"safe":{"keep":"A,B"}}]},"gui":{"$ref":"#/definitions/moosefsGui"},"mountpoint":{"$ref":"#/definitions/moosefsMountpoint"},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/moosefsClient"},"examples":[["s5",{"host":"s6","readOnly":true}]]},"options":{"description":"Settings of the master beyond what holdfast writes itself, as mfsmaster.cfg(5) names them. What is not here has the daemon's own value.","type":"object","propertyNames":{"pattern":"^[A-Z][A-Z0-9_]*$"},"additionalProperties":{"description":"The value, always as a string.","type":"string","pattern":"^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$","examples":["120"]},"examples":[{"BACK_META_KEEP_PREVIOUS":"3","CHUNKS_LOOP_MIN_TIME":"120"}]},"adopt":{"description":"Take over a MooseFS on these hosts that holdfast did not make: its files in /etc/mfs are replaced by what this file says, its metadata and chunks stay.","type":"boolean","default":false,"examples":[true]}},"examples":[{"type":"moosefs","master":"s1","chunkservers":["s2","s3"],"clients":["s4"]}]}}};
const schema31 = {"description":"Groups of hosts whose members find each other by name (through a block of our own in /etc/hosts).","type":"array","items":{"description":"One group: names from `hosts`.","type":"array","minItems":2,"uniqueItems":true,"items":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s1"]},"examples":[["s1","s2"]]},"examples":[[["s1","s2","s3"]]]};
const pattern0 = new RegExp("^[a-z][a-z0-9-]{0,31}$", "u");
const pattern2 = new RegExp("\\S", "u");
const pattern42 = new RegExp("^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$", "u");
const pattern87 = new RegExp("^[a-z][a-z-]*:\\S+$", "u");
const schema12 = {"title":"SshDefaults","description":"How to reach the hosts. Each key can be given per host too, and wins there.","type":"object","additionalProperties":false,"properties":{"user":{"$ref":"#/definitions/user"},"port":{"$ref":"#/definitions/port"},"sudo":{"$ref":"#/definitions/sudo"},"identityFile":{"$ref":"#/definitions/identityFile"},"knownHosts":{"$ref":"#/definitions/knownHosts"},"jump":{"$ref":"#/definitions/jump"}},"examples":[{"user":"root","identityFile":"~/.ssh/id_ed25519"}]};
const schema13 = {"description":"Account to log in as. Default: what ~/.ssh/config says, then your own name.","type":"string","pattern":"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$","patternErrorMessage":"an account name","examples":["root","deploy"]};
const schema14 = {"description":"TCP port of sshd. Default: what ~/.ssh/config says, then 22.","type":"integer","minimum":1,"maximum":65535,"examples":[22]};
const schema15 = {"description":"Run every command through sudo. Needed unless `user` is root.","type":"boolean","default":false,"examples":[true]};
const schema16 = {"description":"Private key to log in with. Default: the agent, then ~/.ssh/config, then the usual key files.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["~/.ssh/id_ed25519"]};
const schema17 = {"description":"File with the host keys to trust. Default: what ~/.ssh/config says, then ~/.ssh/known_hosts.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["~/.ssh/known_hosts"]};
const schema18 = {"description":"Host to go through, as ssh's ProxyJump: [user@]host[:port], several separated by commas.","type":"string","pattern":"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$","patternErrorMessage":"[user@]host[:port], several separated by commas","examples":["ops@bastion.example.net","ops@bastion.example.net:2222"]};
const pattern1 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$", "u");
const pattern4 = new RegExp("^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$", "u");

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "user") || (key0 === "port")) || (key0 === "sudo")) || (key0 === "identityFile")) || (key0 === "knownHosts")) || (key0 === "jump"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.user !== undefined){
let data0 = data.user;
if(typeof data0 === "string"){
if(!pattern1.test(data0)){
const err1 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$",parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.type,parentSchema:schema14,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema14,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema14,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.sudo !== undefined){
let data2 = data.sudo;
if(typeof data2 !== "boolean"){
const err6 = {instancePath:instancePath+"/sudo",schemaPath:"#/definitions/sudo/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema15.type,parentSchema:schema15,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.identityFile !== undefined){
let data3 = data.identityFile;
if(typeof data3 === "string"){
if(!pattern2.test(data3)){
const err7 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/identityFile/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema16,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/identityFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.knownHosts !== undefined){
let data4 = data.knownHosts;
if(typeof data4 === "string"){
if(!pattern2.test(data4)){
const err9 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/definitions/knownHosts/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema17,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/definitions/knownHosts/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.type,parentSchema:schema17,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.jump !== undefined){
let data5 = data.jump;
if(typeof data5 === "string"){
if(!pattern4.test(data5)){
const err11 = {instancePath:instancePath+"/jump",schemaPath:"#/definitions/jump/pattern",keyword:"pattern",params:{pattern: "^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$"},message:"must match pattern \""+"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$"+"\"",schema:"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$",parentSchema:schema18,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/jump",schemaPath:"#/definitions/jump/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.type,parentSchema:schema18,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema19 = {"description":"The machines of the fleet, by the name used everywhere else in this file.","type":"object","minProperties":1,"propertyNames":{"pattern":"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$","patternErrorMessage":"lower-case letters, digits and dashes, as in a DNS name"},"additionalProperties":{"$ref":"#/definitions/hostEntry"},"examples":[{"s1":"192.0.2.11","s2":{"address":"192.0.2.12","user":"deploy","sudo":true}}]};
const pattern5 = new RegExp("^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$", "u");
const schema20 = {"title":"HostEntry","description":"One host: its address, or its address with more.","type":["string","object"],"pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address, a DNS name, or `local`","additionalProperties":false,"required":["address"],"properties":{"address":{"$ref":"#/definitions/address"},"storageAddress":{"$ref":"#/definitions/storageAddress"},"user":{"$ref":"#/definitions/user"},"port":{"$ref":"#/definitions/port"},"sudo":{"$ref":"#/definitions/sudo"},"identityFile":{"$ref":"#/definitions/identityFile"},"knownHosts":{"$ref":"#/definitions/knownHosts"},"jump":{"$ref":"#/definitions/jump"},"hostKey":{"$ref":"#/definitions/hostKey"},"labels":{"$ref":"#/definitions/labels"}},"examples":["192.0.2.11",{"address":"192.0.2.11","storageAddress":"198.51.100.11"}]};
const schema21 = {"description":"Address or DNS name that SSH connects to. `local` is this machine, without SSH.","type":"string","pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address, a DNS name, or `local`","examples":["192.0.2.11","2001:db8::11","s1.example.net","local"]};
const schema22 = {"description":"Address the other hosts use for storage traffic. Default: `address`.","type":"string","pattern":"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$","patternErrorMessage":"an IPv4 or IPv6 address or a DNS name","examples":["192.0.2.111"]};
const schema29 = {"description":"Public key this host must present, as in its /etc/ssh/ssh_host_*_key.pub. Replaces known_hosts for this host.","type":"string","pattern":"^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$","patternErrorMessage":"a public key line such as `ssh-ed25519 AAAA…`","examples":["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEl4YW1wbGVLZXlPbmx5Rm9yVGhlU2NoZW1hRmlsZQAA"]};
const schema30 = {"description":"Words of your own about this host. holdfast shows them and does nothing else with them.","type":"object","propertyNames":{"pattern":"^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$","patternErrorMessage":"letters, digits, dots, dashes, underscores and slashes"},"additionalProperties":{"description":"Value of the label.","type":"string","examples":["a"]},"examples":[{"rack":"a"}]};
const pattern6 = new RegExp("^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$", "u");
const pattern13 = new RegExp("^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$", "u");
const pattern14 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$", "u");
const func2 = Object.prototype.hasOwnProperty;

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema20.type},message:"must be string,object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern6.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"},message:"must match pattern \""+"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"+"\"",schema:"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$",parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.address === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "address"},message:"must have required property '"+"address"+"'",schema:schema20.required,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema20.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.address !== undefined){
let data0 = data.address;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err4 = {instancePath:instancePath+"/address",schemaPath:"#/definitions/address/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"},message:"must match pattern \""+"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"+"\"",schema:"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$",parentSchema:schema21,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/address",schemaPath:"#/definitions/address/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.type,parentSchema:schema21,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.storageAddress !== undefined){
let data1 = data.storageAddress;
if(typeof data1 === "string"){
if(!pattern6.test(data1)){
const err6 = {instancePath:instancePath+"/storageAddress",schemaPath:"#/definitions/storageAddress/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"},message:"must match pattern \""+"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$"+"\"",schema:"^[A-Za-z0-9:](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9:])?$",parentSchema:schema22,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/storageAddress",schemaPath:"#/definitions/storageAddress/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.type,parentSchema:schema22,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.user !== undefined){
let data2 = data.user;
if(typeof data2 === "string"){
if(!pattern1.test(data2)){
const err8 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$"},message:"must match pattern \""+"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$"+"\"",schema:"^[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,63}$",parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/user",schemaPath:"#/definitions/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema13.type,parentSchema:schema13,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.port !== undefined){
let data3 = data.port;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err10 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema14.type,parentSchema:schema14,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 65535 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema14,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err12 = {instancePath:instancePath+"/port",schemaPath:"#/definitions/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema14,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.sudo !== undefined){
let data4 = data.sudo;
if(typeof data4 !== "boolean"){
const err13 = {instancePath:instancePath+"/sudo",schemaPath:"#/definitions/sudo/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema15.type,parentSchema:schema15,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.identityFile !== undefined){
let data5 = data.identityFile;
if(typeof data5 === "string"){
if(!pattern2.test(data5)){
const err14 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/identityFile/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema16,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/identityFile",schemaPath:"#/definitions/identityFile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.knownHosts !== undefined){
let data6 = data.knownHosts;
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err16 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/definitions/knownHosts/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema17,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/knownHosts",schemaPath:"#/definitions/knownHosts/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.type,parentSchema:schema17,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.jump !== undefined){
let data7 = data.jump;
if(typeof data7 === "string"){
if(!pattern4.test(data7)){
const err18 = {instancePath:instancePath+"/jump",schemaPath:"#/definitions/jump/pattern",keyword:"pattern",params:{pattern: "^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$"},message:"must match pattern \""+"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$"+"\"",schema:"^(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9_][A-Za-z0-9_.\\\\-]*@)?(?:[A-Za-z0-9][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?)*$",parentSchema:schema18,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/jump",schemaPath:"#/definitions/jump/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.type,parentSchema:schema18,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.hostKey !== undefined){
let data8 = data.hostKey;
if(typeof data8 === "string"){
if(!pattern13.test(data8)){
const err20 = {instancePath:instancePath+"/hostKey",schemaPath:"#/definitions/hostKey/pattern",keyword:"pattern",params:{pattern: "^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$"},message:"must match pattern \""+"^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$"+"\"",schema:"^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-[a-z0-9@.-]+) [A-Za-z0-9+/]+={0,3}(?: .*)?$",parentSchema:schema29,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/hostKey",schemaPath:"#/definitions/hostKey/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.type,parentSchema:schema29,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.labels !== undefined){
let data9 = data.labels;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key1 in data9){
const _errs32 = errors;
if(typeof key1 === "string"){
if(!pattern14.test(key1)){
const err22 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$"},message:"must match pattern \""+"^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$"+"\"",schema:"^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$",parentSchema:schema30.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
var valid11 = _errs32 === errors;
if(!valid11){
const err23 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema30.propertyNames,parentSchema:schema30,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
for(const key2 in data9){
let data10 = data9[key2];
if(typeof data10 !== "string"){
const err24 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema30.additionalProperties.type,parentSchema:schema30.additionalProperties,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/labels",schemaPath:"#/definitions/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema30.type,parentSchema:schema30,data:data9};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
validate14.errors = vErrors;
return errors === 0;
}


function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern5.test(key0)){
const err1 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"},message:"must match pattern \""+"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"+"\"",schema:"^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$",parentSchema:schema19.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err2 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema19.propertyNames,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
for(const key1 in data){
if(!(validate14(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate14.errors : vErrors.concat(validate14.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate13.errors = vErrors;
return errors === 0;
}

const schema32 = {"description":"NFS shares by name.","type":"object","propertyNames":{"pattern":"^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$","patternErrorMessage":"lower-case letters, digits, dashes and underscores, at most 63"},"additionalProperties":{"$ref":"#/definitions/share"},"examples":[{"web":{"host":"s1","path":"/var/www/sites","clients":["s2"]}}]};
const pattern16 = new RegExp("^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$", "u");
const schema33 = {"title":"Share","description":"One folder of one host, exported over NFS.","type":"object","additionalProperties":false,"required":["host","path"],"properties":{"host":{"description":"Name of the host that has the files.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s1"]},"path":{"$ref":"#/definitions/path"},"options":{"$ref":"#/definitions/exportOptions"},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/shareClient"},"examples":[["s2",{"host":"s3","readOnly":true}]]},"allow":{"description":"Who else may mount it; holdfast only lets them.","type":"array","items":{"$ref":"#/definitions/allowEntry"},"examples":[["192.0.2.0/24"]]},"mountpoint":{"$ref":"#/definitions/mountpoint"},"version":{"$ref":"#/definitions/version"},"fsid":{"$ref":"#/definitions/fsid"}},"examples":[{"host":"s1","path":"/var/www/sites","clients":["s2"]}]};
const schema34 = {"description":"Folder on the server to export. Created if it is not there.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/var/www/sites"]};
const schema38 = {"description":"Where it is mounted. Default for a share: `path`; default for a client: what the share says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/srv/sites"]};
const schema42 = {"title":"NfsVersion","description":"NFS version to mount with. `4` takes the highest both sides know. Default: 4.2. In quotes: YAML reads 4.2 as a number.","type":"string","enum":["3","4","4.0","4.1","4.2"],"default":"4.2","examples":["4.2"]};
const schema47 = {"description":"Identity of the exported file system: `root`, a number or a UUID. Needed only where the file system has none of its own (FUSE, some overlays).","type":["integer","string"],"minimum":0,"maximum":4294967295,"pattern":"^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$","patternErrorMessage":"`root`, a number or a UUID","examples":[17,"root"]};
const pattern18 = new RegExp("^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$", "u");
const pattern41 = new RegExp("^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$", "u");
const schema35 = {"description":"Export options, as in exports(5).","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["rw","sync","no_subtree_check"]]};
const schema36 = {"title":"ExportOption","description":"One export option.","type":"string","tsType":"string","anyOf":[{"description":"Options without a value.","enum":["rw","ro","sync","async","root_squash","no_root_squash","all_squash","no_all_squash","subtree_check","no_subtree_check","secure","insecure","crossmnt","nocrossmnt","hide","nohide","wdelay","no_wdelay","acl","no_acl","secure_locks","insecure_locks","auth_nlm","no_auth_nlm","pnfs","no_pnfs","security_label","nordirplus","mp","mountpoint"],"examples":["rw"]},{"description":"Numeric id that squashed users become.","pattern":"^anon[ug]id=[0-9]{1,10}$","examples":["anonuid=65534","anongid=65534"]},{"description":"Security flavours, the most wanted first.","pattern":"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$","examples":["sec=sys","sec=krb5p"]},{"description":"Transport security (newer servers).","pattern":"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$","examples":["xprtsec=tls"]},{"description":"Identity of the file system; `fsid` of the share says the same.","pattern":"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$","examples":["fsid=17"]},{"description":"Export only while this path is a mount point.","pattern":"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$","examples":["mp=/srv"]}],"patternErrorMessage":"an export option of exports(5)","examples":["rw","sync","no_subtree_check","sec=krb5p"]};
const pattern19 = new RegExp("^anon[ug]id=[0-9]{1,10}$", "u");
const pattern20 = new RegExp("^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$", "u");
const pattern21 = new RegExp("^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$", "u");
const pattern22 = new RegExp("^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$", "u");
const pattern23 = new RegExp("^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$", "u");

function validate19(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 !== "string"){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs4 = errors;
let valid3 = false;
const _errs5 = errors;
if(!((((((((((((((((((((((((((((((data0 === "rw") || (data0 === "ro")) || (data0 === "sync")) || (data0 === "async")) || (data0 === "root_squash")) || (data0 === "no_root_squash")) || (data0 === "all_squash")) || (data0 === "no_all_squash")) || (data0 === "subtree_check")) || (data0 === "no_subtree_check")) || (data0 === "secure")) || (data0 === "insecure")) || (data0 === "crossmnt")) || (data0 === "nocrossmnt")) || (data0 === "hide")) || (data0 === "nohide")) || (data0 === "wdelay")) || (data0 === "no_wdelay")) || (data0 === "acl")) || (data0 === "no_acl")) || (data0 === "secure_locks")) || (data0 === "insecure_locks")) || (data0 === "auth_nlm")) || (data0 === "no_auth_nlm")) || (data0 === "pnfs")) || (data0 === "no_pnfs")) || (data0 === "security_label")) || (data0 === "nordirplus")) || (data0 === "mp")) || (data0 === "mountpoint"))){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema36.anyOf[0].enum},message:"must be equal to one of the allowed values",schema:schema36.anyOf[0].enum,parentSchema:schema36.anyOf[0],data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs5 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs6 = errors;
if(typeof data0 === "string"){
if(!pattern19.test(data0)){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^anon[ug]id=[0-9]{1,10}$"},message:"must match pattern \""+"^anon[ug]id=[0-9]{1,10}$"+"\"",schema:"^anon[ug]id=[0-9]{1,10}$",parentSchema:schema36.anyOf[1],data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs7 = errors;
if(typeof data0 === "string"){
if(!pattern20.test(data0)){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/2/pattern",keyword:"pattern",params:{pattern: "^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"},message:"must match pattern \""+"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"+"\"",schema:"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$",parentSchema:schema36.anyOf[2],data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs8 = errors;
if(typeof data0 === "string"){
if(!pattern21.test(data0)){
const err4 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/3/pattern",keyword:"pattern",params:{pattern: "^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"},message:"must match pattern \""+"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"+"\"",schema:"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$",parentSchema:schema36.anyOf[3],data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs8 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs9 = errors;
if(typeof data0 === "string"){
if(!pattern22.test(data0)){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/4/pattern",keyword:"pattern",params:{pattern: "^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"},message:"must match pattern \""+"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"+"\"",schema:"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$",parentSchema:schema36.anyOf[4],data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs9 === errors;
valid3 = valid3 || _valid0;
if(!valid3){
const _errs10 = errors;
if(typeof data0 === "string"){
if(!pattern23.test(data0)){
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf/5/pattern",keyword:"pattern",params:{pattern: "^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"},message:"must match pattern \""+"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"+"\"",schema:"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$",parentSchema:schema36.anyOf[5],data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid0 = _errs10 === errors;
valid3 = valid3 || _valid0;
}
}
}
}
}
if(!valid3){
const err7 = {instancePath:instancePath+"/" + i0,schemaPath:"#/definitions/exportOption/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema36.anyOf,parentSchema:schema36,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
else {
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate19.errors = vErrors;
return errors === 0;
}

const schema37 = {"title":"ShareClient","description":"A host that mounts the share: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"mountpoint":{"$ref":"#/definitions/mountpoint"},"readOnly":{"$ref":"#/definitions/readOnly"},"options":{"description":"Export options for this client; each replaces what the share says about the same thing.","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["no_root_squash"]]},"mountOptions":{"$ref":"#/definitions/mountOptions"},"version":{"$ref":"#/definitions/version"}},"examples":["s2",{"host":"s3","mountpoint":"/srv/sites","readOnly":true}]};
const schema39 = {"description":"Export to and mount on this client read-only.","type":"boolean","default":false,"examples":[true]};
const schema41 = {"description":"Further mount options, as in nfs(5). The version and ro/rw have keys of their own.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `noatime` or `timeo=600`","examples":["noatime","timeo=600"]},"examples":[["noatime"]]};
const pattern32 = new RegExp("^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$", "u");

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema37.type},message:"must be string,object",schema:schema37.type,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern2.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema37.required,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "host") || (key0 === "mountpoint")) || (key0 === "readOnly")) || (key0 === "options")) || (key0 === "mountOptions")) || (key0 === "version"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema37.properties.host,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema37.properties.host.type,parentSchema:schema37.properties.host,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mountpoint !== undefined){
let data1 = data.mountpoint;
if(typeof data1 === "string"){
if(!pattern18.test(data1)){
const err6 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/mountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema38,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/mountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.type,parentSchema:schema38,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.readOnly !== undefined){
let data2 = data.readOnly;
if(typeof data2 !== "boolean"){
const err8 = {instancePath:instancePath+"/readOnly",schemaPath:"#/definitions/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema39.type,parentSchema:schema39,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.options !== undefined){
let data3 = data.options;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 !== "string"){
const err9 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const _errs15 = errors;
let valid6 = false;
const _errs16 = errors;
if(!((((((((((((((((((((((((((((((data4 === "rw") || (data4 === "ro")) || (data4 === "sync")) || (data4 === "async")) || (data4 === "root_squash")) || (data4 === "no_root_squash")) || (data4 === "all_squash")) || (data4 === "no_all_squash")) || (data4 === "subtree_check")) || (data4 === "no_subtree_check")) || (data4 === "secure")) || (data4 === "insecure")) || (data4 === "crossmnt")) || (data4 === "nocrossmnt")) || (data4 === "hide")) || (data4 === "nohide")) || (data4 === "wdelay")) || (data4 === "no_wdelay")) || (data4 === "acl")) || (data4 === "no_acl")) || (data4 === "secure_locks")) || (data4 === "insecure_locks")) || (data4 === "auth_nlm")) || (data4 === "no_auth_nlm")) || (data4 === "pnfs")) || (data4 === "no_pnfs")) || (data4 === "security_label")) || (data4 === "nordirplus")) || (data4 === "mp")) || (data4 === "mountpoint"))){
const err10 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema36.anyOf[0].enum},message:"must be equal to one of the allowed values",schema:schema36.anyOf[0].enum,parentSchema:schema36.anyOf[0],data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
var _valid0 = _errs16 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs17 = errors;
if(typeof data4 === "string"){
if(!pattern19.test(data4)){
const err11 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^anon[ug]id=[0-9]{1,10}$"},message:"must match pattern \""+"^anon[ug]id=[0-9]{1,10}$"+"\"",schema:"^anon[ug]id=[0-9]{1,10}$",parentSchema:schema36.anyOf[1],data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid0 = _errs17 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs18 = errors;
if(typeof data4 === "string"){
if(!pattern20.test(data4)){
const err12 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/2/pattern",keyword:"pattern",params:{pattern: "^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"},message:"must match pattern \""+"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"+"\"",schema:"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$",parentSchema:schema36.anyOf[2],data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs18 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs19 = errors;
if(typeof data4 === "string"){
if(!pattern21.test(data4)){
const err13 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/3/pattern",keyword:"pattern",params:{pattern: "^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"},message:"must match pattern \""+"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"+"\"",schema:"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$",parentSchema:schema36.anyOf[3],data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var _valid0 = _errs19 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs20 = errors;
if(typeof data4 === "string"){
if(!pattern22.test(data4)){
const err14 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/4/pattern",keyword:"pattern",params:{pattern: "^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"},message:"must match pattern \""+"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"+"\"",schema:"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$",parentSchema:schema36.anyOf[4],data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid0 = _errs20 === errors;
valid6 = valid6 || _valid0;
if(!valid6){
const _errs21 = errors;
if(typeof data4 === "string"){
if(!pattern23.test(data4)){
const err15 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/5/pattern",keyword:"pattern",params:{pattern: "^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"},message:"must match pattern \""+"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"+"\"",schema:"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$",parentSchema:schema36.anyOf[5],data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
var _valid0 = _errs21 === errors;
valid6 = valid6 || _valid0;
}
}
}
}
}
if(!valid6){
const err16 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema36.anyOf,parentSchema:schema36,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err17 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema37.properties.options.type,parentSchema:schema37.properties.options,data:data3};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.mountOptions !== undefined){
let data5 = data.mountOptions;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern32.test(data6)){
const err18 = {instancePath:instancePath+"/mountOptions/" + i1,schemaPath:"#/definitions/mountOptions/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$",parentSchema:schema41.items,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/mountOptions/" + i1,schemaPath:"#/definitions/mountOptions/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema41.items.type,parentSchema:schema41.items,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/mountOptions",schemaPath:"#/definitions/mountOptions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.type,parentSchema:schema41,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.version !== undefined){
let data7 = data.version;
if(typeof data7 !== "string"){
const err21 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.type,parentSchema:schema42,data:data7};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((((data7 === "3") || (data7 === "4")) || (data7 === "4.0")) || (data7 === "4.1")) || (data7 === "4.2"))){
const err22 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/enum",keyword:"enum",params:{allowedValues: schema42.enum},message:"must be equal to one of the allowed values",schema:schema42.enum,parentSchema:schema42,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
validate21.errors = vErrors;
return errors === 0;
}

const schema43 = {"title":"AllowEntry","description":"Who else may mount: an address, a network, a DNS name (with wildcards) or a @netgroup.","type":["string","object"],"pattern":"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, a DNS name, a wildcard or a @netgroup","additionalProperties":false,"required":["client"],"properties":{"client":{"description":"Address, network, DNS name (with wildcards) or @netgroup.","type":"string","pattern":"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, a DNS name, a wildcard or a @netgroup","examples":["192.0.2.0/24","2001:db8::/64","*.example.net","@render"]},"options":{"description":"Export options for these; each replaces what the share says about the same thing.","type":"array","items":{"$ref":"#/definitions/exportOption"},"examples":[["no_root_squash"]]}},"examples":["192.0.2.0/24",{"client":"192.0.2.0/24","options":["ro"]}]};
const pattern33 = new RegExp("^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$", "u");

function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema43.type},message:"must be string,object",schema:schema43.type,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern33.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$"},message:"must match pattern \""+"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$"+"\"",schema:"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$",parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.client === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "client"},message:"must have required property '"+"client"+"'",schema:schema43.required,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "client") || (key0 === "options"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.client !== undefined){
let data0 = data.client;
if(typeof data0 === "string"){
if(!pattern33.test(data0)){
const err4 = {instancePath:instancePath+"/client",schemaPath:"#/properties/client/pattern",keyword:"pattern",params:{pattern: "^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$"},message:"must match pattern \""+"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$"+"\"",schema:"^(?:@[A-Za-z0-9_.-]+|[A-Za-z0-9*?:\\[][A-Za-z0-9*?\\[\\]._:/-]*)$",parentSchema:schema43.properties.client,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/client",schemaPath:"#/properties/client/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema43.properties.client.type,parentSchema:schema43.properties.client,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.options !== undefined){
let data1 = data.options;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema36.type,parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const _errs9 = errors;
let valid4 = false;
const _errs10 = errors;
if(!((((((((((((((((((((((((((((((data2 === "rw") || (data2 === "ro")) || (data2 === "sync")) || (data2 === "async")) || (data2 === "root_squash")) || (data2 === "no_root_squash")) || (data2 === "all_squash")) || (data2 === "no_all_squash")) || (data2 === "subtree_check")) || (data2 === "no_subtree_check")) || (data2 === "secure")) || (data2 === "insecure")) || (data2 === "crossmnt")) || (data2 === "nocrossmnt")) || (data2 === "hide")) || (data2 === "nohide")) || (data2 === "wdelay")) || (data2 === "no_wdelay")) || (data2 === "acl")) || (data2 === "no_acl")) || (data2 === "secure_locks")) || (data2 === "insecure_locks")) || (data2 === "auth_nlm")) || (data2 === "no_auth_nlm")) || (data2 === "pnfs")) || (data2 === "no_pnfs")) || (data2 === "security_label")) || (data2 === "nordirplus")) || (data2 === "mp")) || (data2 === "mountpoint"))){
const err7 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/0/enum",keyword:"enum",params:{allowedValues: schema36.anyOf[0].enum},message:"must be equal to one of the allowed values",schema:schema36.anyOf[0].enum,parentSchema:schema36.anyOf[0],data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs10 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs11 = errors;
if(typeof data2 === "string"){
if(!pattern19.test(data2)){
const err8 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/1/pattern",keyword:"pattern",params:{pattern: "^anon[ug]id=[0-9]{1,10}$"},message:"must match pattern \""+"^anon[ug]id=[0-9]{1,10}$"+"\"",schema:"^anon[ug]id=[0-9]{1,10}$",parentSchema:schema36.anyOf[1],data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid0 = _errs11 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs12 = errors;
if(typeof data2 === "string"){
if(!pattern20.test(data2)){
const err9 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/2/pattern",keyword:"pattern",params:{pattern: "^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"},message:"must match pattern \""+"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$"+"\"",schema:"^sec=(?:sys|krb5|krb5i|krb5p|none)(?::(?:sys|krb5|krb5i|krb5p|none))*$",parentSchema:schema36.anyOf[2],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
var _valid0 = _errs12 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs13 = errors;
if(typeof data2 === "string"){
if(!pattern21.test(data2)){
const err10 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/3/pattern",keyword:"pattern",params:{pattern: "^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"},message:"must match pattern \""+"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$"+"\"",schema:"^xprtsec=(?:none|tls|mtls)(?::(?:none|tls|mtls))*$",parentSchema:schema36.anyOf[3],data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
var _valid0 = _errs13 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs14 = errors;
if(typeof data2 === "string"){
if(!pattern22.test(data2)){
const err11 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/4/pattern",keyword:"pattern",params:{pattern: "^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"},message:"must match pattern \""+"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"+"\"",schema:"^fsid=(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$",parentSchema:schema36.anyOf[4],data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid0 = _errs14 === errors;
valid4 = valid4 || _valid0;
if(!valid4){
const _errs15 = errors;
if(typeof data2 === "string"){
if(!pattern23.test(data2)){
const err12 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf/5/pattern",keyword:"pattern",params:{pattern: "^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"},message:"must match pattern \""+"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$"+"\"",schema:"^(?:mp|mountpoint)=/[^\\s,()\"\\\\]+$",parentSchema:schema36.anyOf[5],data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
var _valid0 = _errs15 === errors;
valid4 = valid4 || _valid0;
}
}
}
}
}
if(!valid4){
const err13 = {instancePath:instancePath+"/options/" + i0,schemaPath:"#/definitions/exportOption/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema36.anyOf,parentSchema:schema36,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
else {
errors = _errs9;
if(vErrors !== null){
if(_errs9){
vErrors.length = _errs9;
}
else {
vErrors = null;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema43.properties.options.type,parentSchema:schema43.properties.options,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
validate23.errors = vErrors;
return errors === 0;
}


function validate18(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.path === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema33.required,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "host") || (key0 === "path")) || (key0 === "options")) || (key0 === "clients")) || (key0 === "allow")) || (key0 === "mountpoint")) || (key0 === "version")) || (key0 === "fsid"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema33.properties.host,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema33.properties.host.type,parentSchema:schema33.properties.host,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.path !== undefined){
let data1 = data.path;
if(typeof data1 === "string"){
if(!pattern18.test(data1)){
const err5 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/path/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/path",schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.type,parentSchema:schema34,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.options !== undefined){
if(!(validate19(data.options, {instancePath:instancePath+"/options",parentData:data,parentDataProperty:"options",rootData}))){
vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
errors = vErrors.length;
}
}
if(data.clients !== undefined){
let data3 = data.clients;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate21(data3[i0], {instancePath:instancePath+"/clients/" + i0,parentData:data3,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.clients.type,parentSchema:schema33.properties.clients,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.allow !== undefined){
let data5 = data.allow;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate23(data5[i1], {instancePath:instancePath+"/allow/" + i1,parentData:data5,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema33.properties.allow.type,parentSchema:schema33.properties.allow,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.mountpoint !== undefined){
let data7 = data.mountpoint;
if(typeof data7 === "string"){
if(!pattern18.test(data7)){
const err9 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/mountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema38,data:data7};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/mountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.type,parentSchema:schema38,data:data7};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.version !== undefined){
let data8 = data.version;
if(typeof data8 !== "string"){
const err11 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema42.type,parentSchema:schema42,data:data8};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(!(((((data8 === "3") || (data8 === "4")) || (data8 === "4.0")) || (data8 === "4.1")) || (data8 === "4.2"))){
const err12 = {instancePath:instancePath+"/version",schemaPath:"#/definitions/version/enum",keyword:"enum",params:{allowedValues: schema42.enum},message:"must be equal to one of the allowed values",schema:schema42.enum,parentSchema:schema42,data:data8};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.fsid !== undefined){
let data9 = data.fsid;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (typeof data9 !== "string")){
const err13 = {instancePath:instancePath+"/fsid",schemaPath:"#/definitions/fsid/type",keyword:"type",params:{type: schema47.type},message:"must be integer,string",schema:schema47.type,parentSchema:schema47,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 4294967295 || isNaN(data9)){
const err14 = {instancePath:instancePath+"/fsid",schemaPath:"#/definitions/fsid/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4294967295},message:"must be <= 4294967295",schema:4294967295,parentSchema:schema47,data:data9};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9 < 0 || isNaN(data9)){
const err15 = {instancePath:instancePath+"/fsid",schemaPath:"#/definitions/fsid/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema47,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern41.test(data9)){
const err16 = {instancePath:instancePath+"/fsid",schemaPath:"#/definitions/fsid/pattern",keyword:"pattern",params:{pattern: "^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"},message:"must match pattern \""+"^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$"+"\"",schema:"^(?:root|[0-9]{1,10}|[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12})$",parentSchema:schema47,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate18.errors = vErrors;
return errors === 0;
}


function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern16.test(key0)){
const err0 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$"},message:"must match pattern \""+"^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$"+"\"",schema:"^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$",parentSchema:schema32.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema32.propertyNames,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
if(!(validate18(data[key1], {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}

const schema48 = {"title":"Pool","description":"One pool; `type` says which storage system it is and which keys it has.","type":"object","required":["type"],"properties":{"type":{"description":"Storage system of the pool.","enum":["gluster","moosefs","mfs"],"waysOut":{"glusterfs":"write `gluster`"},"examples":["gluster"]}},"discriminator":{"propertyName":"type"},"oneOf":[{"$ref":"#/definitions/glusterPool"},{"$ref":"#/definitions/moosefsPool"}],"examples":[{"type":"gluster","peers":["s1","s2"]}]};
const schema49 = {"title":"GlusterPool","description":"One GlusterFS volume, the servers that hold it and the hosts that mount it.","type":"object","additionalProperties":false,"waysOut":{"stripe":"gluster has no striped volumes since version 6: for one file over several hosts use `disperse: {data: 4, redundancy: 2}`, to spread files `replica: 1`","transport":"gluster speaks tcp; rdma is no longer in it. Remove this key","servers":"the hosts that give bricks are `peers:`","volume":"the volume has the name of the pool: change that"},"required":["type","peers"],"properties":{"type":{"description":"Storage system of the pool.","const":"gluster","examples":["gluster"]},"peers":{"description":"Hosts that give bricks, in the order in which sets are made of them: with `replica: 2` the first two hold the same files, and so on.","type":"array","minItems":1,"items":{"$ref":"#/definitions/glusterPeer"},"examples":[["s1","s2"]]},"replica":{"description":"Copies of each file, each on another host; 1 spreads files without any copy. Default: 2, or 1 with `disperse`.","type":"integer","minimum":1,"maximum":16,"examples":[2]},"arbiter":{"description":"Two copies and, on a third host, a small brick that only knows which of them is right: no split-brain for the price of two copies.","type":"boolean","default":false,"examples":[true]},"disperse":{"$ref":"#/definitions/glusterDisperse"},"size":{"description":"Usable size of the whole pool; copies and redundancy come on top. GB counts in thousands, GiB in 1024s.","type":"string","pattern":"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$","patternErrorMessage":"a size such as `2GB` or `500GiB`","default":"2GB","examples":["2GB","500GiB"]},"folder":{"$ref":"#/definitions/glusterFolder"},"bricks":{"$ref":"#/definitions/glusterBricks"},"mountpoint":{"$ref":"#/definitions/glusterMountpoint"},"allow":{"description":"Who else may mount it; its own peers and clients always may.","type":"array","items":{"description":"Address, IPv4 network, IPv4 addresses such as 192.0.2.*, or host name.","type":"string","pattern":"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$","patternErrorMessage":"an address, a network such as 192.0.2.0/24, 192.0.2.* or a host name","examples":["192.0.2.0/24"]},"examples":[["192.0.2.0/24"]]},"options":{"description":"Volume options by their full names, as in `gluster volume set`. What is no longer here is set back to gluster's own value.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9._-]{0,127}$","patternErrorMessage":"the name of a volume option such as performance.cache-size"},"additionalProperties":{"description":"Value of the option.","type":"string","pattern":"^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$","patternErrorMessage":"one line of text","examples":["256MB"]},"examples":[{"performance.cache-size":"256MB"}]},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/glusterClient"},"examples":[["s3",{"host":"s4","readOnly":true}]]},"adopt":{"description":"Take over a volume of this name that holdfast did not make.","type":"boolean","default":false,"examples":[true]},"state":{"description":"`stopped` keeps the volume and serves nothing; `absent` removes the service, with your consent, and keeps the data.","enum":["started","stopped","absent"],"default":"started","examples":["started"]}},"examples":[{"type":"gluster","peers":["s1","s2"],"clients":["s3"]}]};
const schema50 = {"title":"GlusterPeer","description":"A host that gives bricks: its name, or its name with the paths of its bricks.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"bricks":{"description":"Paths of the bricks on this host, in place of those in the folder. holdfast uses what is mounted there; it neither makes nor erases them.","type":"array","minItems":1,"items":{"description":"Path of one brick, as gluster is given it.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/b1, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/data/b1/gvol"]},"examples":[["/data/b1/gvol"]]}},"examples":["s2",{"host":"s2","bricks":["/data/b1/gvol"]}]};
const schema51 = {"title":"GlusterDisperse","description":"Erasure coding: each file is cut into `data` parts, and any `redundancy` bricks of a set may be lost.","type":"object","additionalProperties":false,"required":["data","redundancy"],"properties":{"data":{"description":"Bricks of a set that hold the data.","type":"integer","minimum":1,"examples":[4]},"redundancy":{"description":"Bricks of a set that may be lost.","type":"integer","minimum":1,"examples":[2]}},"examples":[{"data":4,"redundancy":2}]};
const schema52 = {"description":"Folder on each peer that holds the bricks: `<folder>/<pool>/b0` and so on. Default: /mnt/gluster.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/b1, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/mnt/gluster"]};
const schema55 = {"description":"Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/var/data"]};
const pattern45 = new RegExp("^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$", "u");
const pattern46 = new RegExp("^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$", "u");
const pattern51 = new RegExp("^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$", "u");
const pattern52 = new RegExp("^[A-Za-z][A-Za-z0-9._-]{0,127}$", "u");
const pattern53 = new RegExp("^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$", "u");
const schema53 = {"title":"GlusterBricks","description":"What the bricks are made of.","type":"object","additionalProperties":false,"properties":{"folder":{"$ref":"#/definitions/glusterFolder"},"backing":{"description":"`image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on a device of `devices`.","enum":["image","directory","device"],"default":"image","examples":["image"]},"perPeer":{"description":"Bricks on each peer.","type":"integer","minimum":1,"maximum":64,"default":1,"examples":[1]},"devices":{"description":"Devices of each peer by its name, one for each of its bricks. For `backing: device` only.","type":"object","additionalProperties":{"description":"Devices of one peer.","type":"array","items":{"description":"One device. What is on it is never overwritten without your consent.","type":"string","pattern":"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$","patternErrorMessage":"a device such as /dev/sdb or /dev/disk/by-id/…","examples":["/dev/sdb"]},"examples":[["/dev/sdb"]]},"examples":[{"s1":["/dev/sdb"],"s2":["/dev/sdb"]}]}},"examples":[{"folder":"/mnt/gluster","backing":"image"}]};
const pattern49 = new RegExp("^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$", "u");

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "folder") || (key0 === "backing")) || (key0 === "perPeer")) || (key0 === "devices"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.folder !== undefined){
let data0 = data.folder;
if(typeof data0 === "string"){
if(!pattern45.test(data0)){
const err1 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/glusterFolder/pattern",keyword:"pattern",params:{pattern: "^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"},message:"must match pattern \""+"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"+"\"",schema:"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$",parentSchema:schema52,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/glusterFolder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.type,parentSchema:schema52,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.backing !== undefined){
let data1 = data.backing;
if(!(((data1 === "image") || (data1 === "directory")) || (data1 === "device"))){
const err3 = {instancePath:instancePath+"/backing",schemaPath:"#/properties/backing/enum",keyword:"enum",params:{allowedValues: schema53.properties.backing.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.backing.enum,parentSchema:schema53.properties.backing,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.perPeer !== undefined){
let data2 = data.perPeer;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err4 = {instancePath:instancePath+"/perPeer",schemaPath:"#/properties/perPeer/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema53.properties.perPeer.type,parentSchema:schema53.properties.perPeer,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 64 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/perPeer",schemaPath:"#/properties/perPeer/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},message:"must be <= 64",schema:64,parentSchema:schema53.properties.perPeer,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data2 < 1 || isNaN(data2)){
const err6 = {instancePath:instancePath+"/perPeer",schemaPath:"#/properties/perPeer/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema53.properties.perPeer,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.devices !== undefined){
let data3 = data.devices;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
let data4 = data3[key1];
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern49.test(data5)){
const err7 = {instancePath:instancePath+"/devices/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/properties/devices/additionalProperties/items/pattern",keyword:"pattern",params:{pattern: "^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$"},message:"must match pattern \""+"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$"+"\"",schema:"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$",parentSchema:schema53.properties.devices.additionalProperties.items,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/devices/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/properties/devices/additionalProperties/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema53.properties.devices.additionalProperties.items.type,parentSchema:schema53.properties.devices.additionalProperties.items,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/devices/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/devices/additionalProperties/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema53.properties.devices.additionalProperties.type,parentSchema:schema53.properties.devices.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/devices",schemaPath:"#/properties/devices/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.properties.devices.type,parentSchema:schema53.properties.devices,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema56 = {"title":"GlusterClient","description":"A host that mounts the pool: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s3"]},"mountpoint":{"$ref":"#/definitions/glusterMountpoint"},"readOnly":{"description":"Mount it read-only.","type":"boolean","default":false,"examples":[true]},"mountOptions":{"description":"Further mount options, as in mount.glusterfs(8). The servers and ro/rw are set by holdfast.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `acl` or `log-level=WARNING`","examples":["acl","log-level=WARNING"]},"examples":[["acl"]]}},"examples":["s3",{"host":"s3","mountpoint":"/srv/data","readOnly":true}]};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema56.type},message:"must be string,object",schema:schema56.type,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern2.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema56.required,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "host") || (key0 === "mountpoint")) || (key0 === "readOnly")) || (key0 === "mountOptions"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema56.properties.host,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema56.properties.host.type,parentSchema:schema56.properties.host,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mountpoint !== undefined){
let data1 = data.mountpoint;
if(typeof data1 === "string"){
if(!pattern18.test(data1)){
const err6 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/glusterMountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema55,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/glusterMountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema55.type,parentSchema:schema55,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.readOnly !== undefined){
let data2 = data.readOnly;
if(typeof data2 !== "boolean"){
const err8 = {instancePath:instancePath+"/readOnly",schemaPath:"#/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema56.properties.readOnly.type,parentSchema:schema56.properties.readOnly,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.mountOptions !== undefined){
let data3 = data.mountOptions;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern32.test(data4)){
const err9 = {instancePath:instancePath+"/mountOptions/" + i0,schemaPath:"#/properties/mountOptions/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$",parentSchema:schema56.properties.mountOptions.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mountOptions/" + i0,schemaPath:"#/properties/mountOptions/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema56.properties.mountOptions.items.type,parentSchema:schema56.properties.mountOptions.items,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/mountOptions",schemaPath:"#/properties/mountOptions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema56.properties.mountOptions.type,parentSchema:schema56.properties.mountOptions,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
validate31.errors = vErrors;
return errors === 0;
}


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema49.required,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.peers === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "peers"},message:"must have required property '"+"peers"+"'",schema:schema49.required,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema49.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if("gluster" !== data0){
const err3 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/const",keyword:"const",params:{allowedValue: "gluster"},message:"must be equal to constant",schema:"gluster",parentSchema:schema49.properties.type,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.peers !== undefined){
let data1 = data.peers;
if(Array.isArray(data1)){
if(data1.length < 1){
const err4 = {instancePath:instancePath+"/peers",schemaPath:"#/properties/peers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema49.properties.peers,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if((typeof data2 !== "string") && (!(data2 && typeof data2 == "object" && !Array.isArray(data2)))){
const err5 = {instancePath:instancePath+"/peers/" + i0,schemaPath:"#/definitions/glusterPeer/type",keyword:"type",params:{type: schema50.type},message:"must be string,object",schema:schema50.type,parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err6 = {instancePath:instancePath+"/peers/" + i0,schemaPath:"#/definitions/glusterPeer/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.host === undefined){
const err7 = {instancePath:instancePath+"/peers/" + i0,schemaPath:"#/definitions/glusterPeer/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema50.required,parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "host") || (key1 === "bricks"))){
const err8 = {instancePath:instancePath+"/peers/" + i0,schemaPath:"#/definitions/glusterPeer/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema50,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.host !== undefined){
let data3 = data2.host;
if(typeof data3 === "string"){
if(!pattern2.test(data3)){
const err9 = {instancePath:instancePath+"/peers/" + i0+"/host",schemaPath:"#/definitions/glusterPeer/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema50.properties.host,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/peers/" + i0+"/host",schemaPath:"#/definitions/glusterPeer/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.host.type,parentSchema:schema50.properties.host,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.bricks !== undefined){
let data4 = data2.bricks;
if(Array.isArray(data4)){
if(data4.length < 1){
const err11 = {instancePath:instancePath+"/peers/" + i0+"/bricks",schemaPath:"#/definitions/glusterPeer/properties/bricks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema50.properties.bricks,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
if(typeof data5 === "string"){
if(!pattern45.test(data5)){
const err12 = {instancePath:instancePath+"/peers/" + i0+"/bricks/" + i1,schemaPath:"#/definitions/glusterPeer/properties/bricks/items/pattern",keyword:"pattern",params:{pattern: "^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"},message:"must match pattern \""+"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"+"\"",schema:"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$",parentSchema:schema50.properties.bricks.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/peers/" + i0+"/bricks/" + i1,schemaPath:"#/definitions/glusterPeer/properties/bricks/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.properties.bricks.items.type,parentSchema:schema50.properties.bricks.items,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/peers/" + i0+"/bricks",schemaPath:"#/definitions/glusterPeer/properties/bricks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema50.properties.bricks.type,parentSchema:schema50.properties.bricks,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
}
else {
const err15 = {instancePath:instancePath+"/peers",schemaPath:"#/properties/peers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema49.properties.peers.type,parentSchema:schema49.properties.peers,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.replica !== undefined){
let data6 = data.replica;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err16 = {instancePath:instancePath+"/replica",schemaPath:"#/properties/replica/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema49.properties.replica.type,parentSchema:schema49.properties.replica,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 16 || isNaN(data6)){
const err17 = {instancePath:instancePath+"/replica",schemaPath:"#/properties/replica/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},message:"must be <= 16",schema:16,parentSchema:schema49.properties.replica,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err18 = {instancePath:instancePath+"/replica",schemaPath:"#/properties/replica/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema49.properties.replica,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.arbiter !== undefined){
let data7 = data.arbiter;
if(typeof data7 !== "boolean"){
const err19 = {instancePath:instancePath+"/arbiter",schemaPath:"#/properties/arbiter/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema49.properties.arbiter.type,parentSchema:schema49.properties.arbiter,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.disperse !== undefined){
let data8 = data.disperse;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.data === undefined){
const err20 = {instancePath:instancePath+"/disperse",schemaPath:"#/definitions/glusterDisperse/required",keyword:"required",params:{missingProperty: "data"},message:"must have required property '"+"data"+"'",schema:schema51.required,parentSchema:schema51,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data8.redundancy === undefined){
const err21 = {instancePath:instancePath+"/disperse",schemaPath:"#/definitions/glusterDisperse/required",keyword:"required",params:{missingProperty: "redundancy"},message:"must have required property '"+"redundancy"+"'",schema:schema51.required,parentSchema:schema51,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key2 in data8){
if(!((key2 === "data") || (key2 === "redundancy"))){
const err22 = {instancePath:instancePath+"/disperse",schemaPath:"#/definitions/glusterDisperse/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data8.data !== undefined){
let data9 = data8.data;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err23 = {instancePath:instancePath+"/disperse/data",schemaPath:"#/definitions/glusterDisperse/properties/data/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema51.properties.data.type,parentSchema:schema51.properties.data,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
const err24 = {instancePath:instancePath+"/disperse/data",schemaPath:"#/definitions/glusterDisperse/properties/data/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema51.properties.data,data:data9};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data8.redundancy !== undefined){
let data10 = data8.redundancy;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err25 = {instancePath:instancePath+"/disperse/redundancy",schemaPath:"#/definitions/glusterDisperse/properties/redundancy/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema51.properties.redundancy.type,parentSchema:schema51.properties.redundancy,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
const err26 = {instancePath:instancePath+"/disperse/redundancy",schemaPath:"#/definitions/glusterDisperse/properties/redundancy/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema51.properties.redundancy,data:data10};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
else {
const err27 = {instancePath:instancePath+"/disperse",schemaPath:"#/definitions/glusterDisperse/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.size !== undefined){
let data11 = data.size;
if(typeof data11 === "string"){
if(!pattern46.test(data11)){
const err28 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"},message:"must match pattern \""+"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"+"\"",schema:"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$",parentSchema:schema49.properties.size,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/size",schemaPath:"#/properties/size/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.size.type,parentSchema:schema49.properties.size,data:data11};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.folder !== undefined){
let data12 = data.folder;
if(typeof data12 === "string"){
if(!pattern45.test(data12)){
const err30 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/glusterFolder/pattern",keyword:"pattern",params:{pattern: "^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"},message:"must match pattern \""+"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"+"\"",schema:"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$",parentSchema:schema52,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/folder",schemaPath:"#/definitions/glusterFolder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema52.type,parentSchema:schema52,data:data12};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.bricks !== undefined){
if(!(validate29(data.bricks, {instancePath:instancePath+"/bricks",parentData:data,parentDataProperty:"bricks",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.mountpoint !== undefined){
let data14 = data.mountpoint;
if(typeof data14 === "string"){
if(!pattern18.test(data14)){
const err32 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/glusterMountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema55,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/glusterMountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema55.type,parentSchema:schema55,data:data14};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.allow !== undefined){
let data15 = data.allow;
if(Array.isArray(data15)){
const len2 = data15.length;
for(let i2=0; i2<len2; i2++){
let data16 = data15[i2];
if(typeof data16 === "string"){
if(!pattern51.test(data16)){
const err34 = {instancePath:instancePath+"/allow/" + i2,schemaPath:"#/properties/allow/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$"},message:"must match pattern \""+"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$"+"\"",schema:"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$",parentSchema:schema49.properties.allow.items,data:data16};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/allow/" + i2,schemaPath:"#/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.allow.items.type,parentSchema:schema49.properties.allow.items,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema49.properties.allow.type,parentSchema:schema49.properties.allow,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.options !== undefined){
let data17 = data.options;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key3 in data17){
const _errs42 = errors;
if(typeof key3 === "string"){
if(!pattern52.test(key3)){
const err37 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9._-]{0,127}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9._-]{0,127}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9._-]{0,127}$",parentSchema:schema49.properties.options.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
var valid13 = _errs42 === errors;
if(!valid13){
const err38 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema49.properties.options.propertyNames,parentSchema:schema49.properties.options,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
for(const key4 in data17){
let data18 = data17[key4];
if(typeof data18 === "string"){
if(!pattern53.test(data18)){
const err39 = {instancePath:instancePath+"/options/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$"},message:"must match pattern \""+"^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$"+"\"",schema:"^(?!\\s*$)[^\\u0000-\\u001f\\u007f]+$",parentSchema:schema49.properties.options.additionalProperties,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/options/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema49.properties.options.additionalProperties.type,parentSchema:schema49.properties.options.additionalProperties,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema49.properties.options.type,parentSchema:schema49.properties.options,data:data17};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.clients !== undefined){
let data19 = data.clients;
if(Array.isArray(data19)){
const len3 = data19.length;
for(let i3=0; i3<len3; i3++){
if(!(validate31(data19[i3], {instancePath:instancePath+"/clients/" + i3,parentData:data19,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err42 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema49.properties.clients.type,parentSchema:schema49.properties.clients,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.adopt !== undefined){
let data21 = data.adopt;
if(typeof data21 !== "boolean"){
const err43 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema49.properties.adopt.type,parentSchema:schema49.properties.adopt,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.state !== undefined){
let data22 = data.state;
if(!(((data22 === "started") || (data22 === "stopped")) || (data22 === "absent"))){
const err44 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema49.properties.state.enum},message:"must be equal to one of the allowed values",schema:schema49.properties.state.enum,parentSchema:schema49.properties.state,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema49.type,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}

const schema58 = {"title":"MoosefsPool","description":"One MooseFS: its master, the servers that hold the chunks and the hosts that mount it.","type":"object","additionalProperties":false,"waysOut":{"masters":"MooseFS has one master: `master: s1`; hosts that can take over are `metaloggers:`","peers":"the hosts that store chunks are `chunkservers:`","servers":"the hosts that store chunks are `chunkservers:`","replica":"the number of copies is `goal:`","metalogger":"write a list: `metaloggers: [s4]`","exports":"who may mount it besides its clients is `allow:`","labels":"labels belong to a chunkserver: `{ host: s2, labels: [A] }`","storageClasses":"storage classes are `classes:`"},"required":["type","master","chunkservers"],"properties":{"type":{"description":"Storage system of the pool; `mfs` is the same.","enum":["moosefs","mfs"],"examples":["moosefs"]},"state":{"description":"`stopped` keeps everything and serves nothing; `absent` removes the service, with your consent, and keeps the data.","enum":["started","stopped","absent"],"default":"started","examples":["started"]},"master":{"$ref":"#/definitions/moosefsMaster"},"chunkservers":{"description":"Hosts that store chunks, two at least.","type":"array","minItems":1,"items":{"$ref":"#/definitions/moosefsChunkserver"},"examples":[["s2","s3"]]},"metaloggers":{"description":"Hosts that keep copies of the master's metadata. To take over from a lost master, name one of them as `master:`.","type":"array","items":{"$ref":"#/definitions/moosefsMetalogger"},"examples":[["s4"]]},"folder":{"description":"Folder on each chunkserver for the disks holdfast makes: `<folder>/<pool>/d0`. Default: /mnt/mfschunks.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /mnt/mfschunks, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/mnt/mfschunks"]},"size":{"$ref":"#/definitions/moosefsSize"},"backing":{"description":"What those disks are. `image`: an XFS file system of the right size in a file. `directory`: a folder of a file system that is there already; nothing limits its size. `device`: an XFS file system on the `device` of each chunkserver.","enum":["image","directory","device"],"default":"image","examples":["image"]},"allow":{"description":"Who may mount it for reading and writing besides the declared clients. IPv4 only. Of all that match an address MooseFS takes the most permissive.","type":"array","items":{"description":"IPv4 address, network or range.","type":"string","pattern":"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$","patternErrorMessage":"an IPv4 address, a network such as 192.0.2.0/24 or a range such as 192.0.2.10-192.0.2.20","examples":["192.0.2.0/24","192.0.2.10-192.0.2.20"]},"examples":[["192.0.2.0/24"]]},"goal":{"description":"Copies of each file, each on another chunkserver, or the name of a class of `classes`. It is set on the root folder; what is made in it gets the same.","type":["integer","string"],"minimum":1,"maximum":9,"pattern":"^[A-Za-z][A-Za-z0-9_.-]{0,62}$","patternErrorMessage":"a number from 1 to 9, without quotes, or the name of a class","default":2,"examples":[2,"safe"]},"classes":{"description":"Storage classes, by name. Set them on folders with mfssetsclass(1), or on all by `goal`.","type":"object","propertyNames":{"pattern":"^[A-Za-z][A-Za-z0-9_.-]{0,62}$","patternErrorMessage":"a letter, then letters, digits, dots, dashes and underscores, at most 63"},"additionalProperties":{"$ref":"#/definitions/moosefsClass"},"examples":[{"safe":{"keep":"A,B"}}]},"gui":{"$ref":"#/definitions/moosefsGui"},"mountpoint":{"$ref":"#/definitions/moosefsMountpoint"},"clients":{"description":"Hosts that mount it; holdfast mounts it there and keeps it mounted.","type":"array","items":{"$ref":"#/definitions/moosefsClient"},"examples":[["s5",{"host":"s6","readOnly":true}]]},"options":{"description":"Settings of the master beyond what holdfast writes itself, as mfsmaster.cfg(5) names them. What is not here has the daemon's own value.","type":"object","propertyNames":{"pattern":"^[A-Z][A-Z0-9_]*$"},"additionalProperties":{"description":"The value, always as a string.","type":"string","pattern":"^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$","examples":["120"]},"examples":[{"BACK_META_KEEP_PREVIOUS":"3","CHUNKS_LOOP_MIN_TIME":"120"}]},"adopt":{"description":"Take over a MooseFS on these hosts that holdfast did not make: its files in /etc/mfs are replaced by what this file says, its metadata and chunks stay.","type":"boolean","default":false,"examples":[true]}},"examples":[{"type":"moosefs","master":"s1","chunkservers":["s2","s3"],"clients":["s4"]}]};
const schema59 = {"title":"MoosefsMaster","description":"The host that keeps the names and where the chunks are: its name, or a mapping with it.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]}},"examples":["s1",{"host":"s1"}]};
const schema63 = {"title":"MoosefsMetalogger","description":"A host that keeps a copy of the master's metadata, from which it can become the master.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]}},"examples":["s4",{"host":"s4"}]};
const schema62 = {"description":"Size of the file system made for the chunks on each chunkserver. GB counts in thousands, GiB in 1024s. Default: 5GB; a device is taken as it is.","type":"string","pattern":"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$","patternErrorMessage":"a size such as `5GB` or `500GiB`","examples":["5GB","500GiB"]};
const schema65 = {"title":"MoosefsClass","description":"A storage class: on which chunkservers the copies of a file are kept.","type":"object","additionalProperties":false,"required":["keep"],"properties":{"keep":{"description":"Where copies are kept: an expression over labels, a term for each copy. `A,B` is one on a server with A and one with B, `2A` two on servers with A, `AB,C+D` one on a server with both and one with either, `2*` two anywhere.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"create":{"description":"Where copies of new chunks go first. Default: as `keep`.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"archive":{"description":"Where copies of files go that nobody changed for `archiveDelay` days.","type":"string","pattern":"^[A-Z0-9*+,\\[\\] ]{1,60}$","patternErrorMessage":"an expression over labels such as `A,B`, `2A`, `AB,C+D` or `2*`","examples":["A,B","2*"]},"archiveDelay":{"description":"Days after its last change at which a file's copies move from `keep` to `archive`.","type":"integer","minimum":1,"maximum":65535,"examples":[30]}},"examples":[{"keep":"A,B"},{"create":"2*","keep":"A,B","archive":"2B","archiveDelay":30}]};
const schema66 = {"title":"MoosefsGui","description":"The host that shows the pool in a browser: its name, or its name with a port.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"port":{"description":"TCP port the pages are served at.","type":"integer","minimum":1,"maximum":65535,"default":9425,"examples":[9425]}},"examples":["s1",{"host":"s1","port":9425}]};
const schema67 = {"description":"Where it is mounted. Default for a pool: /mnt/<pool>; default for a client: what the pool says.","type":"string","pattern":"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$","patternErrorMessage":"an absolute path such as /srv/web, without `.`, `..`, a doubled or a trailing slash, quotes or backslashes","examples":["/mnt/mfsdata"]};
const pattern72 = new RegExp("^[A-Za-z][A-Za-z0-9_.-]{0,62}$", "u");
const pattern74 = new RegExp("^[A-Z0-9*+,\\[\\] ]{1,60}$", "u");
const pattern85 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");
const pattern86 = new RegExp("^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$", "u");
const schema60 = {"title":"MoosefsChunkserver","description":"A host that stores chunks: its name, or its name with its disks and labels.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"disks":{"description":"Chunk folders on this host, in place of the one in the folder of the pool.","type":"array","minItems":1,"items":{"$ref":"#/definitions/moosefsDisk"},"examples":[[{"path":"/data/hd1/chunks"}]]},"labels":{"description":"Labels of the server, by which storage classes choose where copies go.","type":"array","maxItems":26,"items":{"description":"One label, a letter.","type":"string","pattern":"^[A-Z]$","patternErrorMessage":"a letter from A to Z","examples":["A"]},"examples":[["A","B"]]},"state":{"description":"`draining` marks all disks of the server for removal: their chunks are copied to the other servers, and it stays until you take it out of the file.","enum":["active","draining"],"default":"active","examples":["draining"]},"size":{"$ref":"#/definitions/moosefsSize"},"device":{"description":"Device to make the file system on, for `backing: device`. What is on it is never overwritten without your consent.","type":"string","pattern":"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$","patternErrorMessage":"a device such as /dev/sdb or /dev/disk/by-id/…","examples":["/dev/sdb"]}},"examples":["s2",{"host":"s3","disks":[{"path":"/data/hd1/chunks","limit":"500GiB"}],"labels":["A"]}]};
const schema61 = {"title":"MoosefsDisk","description":"One chunk folder on a file system that is there already.","type":"object","additionalProperties":false,"required":["path"],"properties":{"path":{"description":"The chunk folder, as mfshdd.cfg names it: a folder below the disk's mountpoint, so that a disk that is not mounted is noticed. holdfast neither makes nor erases the file system.","type":"string","pattern":"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$","patternErrorMessage":"an absolute path such as /data/hd1/chunks, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","examples":["/data/hd1/chunks"]},"limit":{"description":"How much of the disk MooseFS may use, or with a minus how much it has to leave free. What others store on the same file system counts as used: a limit is for a disk of its own.","type":"string","pattern":"^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$","patternErrorMessage":"a size such as `500GiB`, or `-5GiB` to leave that much free","examples":["500GiB","-5GiB"]},"state":{"description":"`draining` marks the disk for removal: its chunks are copied to other disks, and it stays until you take it out of the file.","enum":["active","draining"],"default":"active","examples":["draining"]}},"examples":[{"path":"/data/hd1/chunks","limit":"500GiB"}]};
const pattern63 = new RegExp("^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$", "u");
const pattern64 = new RegExp("^[A-Z]$", "u");

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema60.type},message:"must be string,object",schema:schema60.type,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern2.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema60.required,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "host") || (key0 === "disks")) || (key0 === "labels")) || (key0 === "state")) || (key0 === "size")) || (key0 === "device"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema60,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema60.properties.host,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.host.type,parentSchema:schema60.properties.host,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.disks !== undefined){
let data1 = data.disks;
if(Array.isArray(data1)){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema60.properties.disks,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.path === undefined){
const err7 = {instancePath:instancePath+"/disks/" + i0,schemaPath:"#/definitions/moosefsDisk/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema61.required,parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key1 in data2){
if(!(((key1 === "path") || (key1 === "limit")) || (key1 === "state"))){
const err8 = {instancePath:instancePath+"/disks/" + i0,schemaPath:"#/definitions/moosefsDisk/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data2.path !== undefined){
let data3 = data2.path;
if(typeof data3 === "string"){
if(!pattern45.test(data3)){
const err9 = {instancePath:instancePath+"/disks/" + i0+"/path",schemaPath:"#/definitions/moosefsDisk/properties/path/pattern",keyword:"pattern",params:{pattern: "^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"},message:"must match pattern \""+"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"+"\"",schema:"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$",parentSchema:schema61.properties.path,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/disks/" + i0+"/path",schemaPath:"#/definitions/moosefsDisk/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema61.properties.path.type,parentSchema:schema61.properties.path,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.limit !== undefined){
let data4 = data2.limit;
if(typeof data4 === "string"){
if(!pattern63.test(data4)){
const err11 = {instancePath:instancePath+"/disks/" + i0+"/limit",schemaPath:"#/definitions/moosefsDisk/properties/limit/pattern",keyword:"pattern",params:{pattern: "^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$"},message:"must match pattern \""+"^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$"+"\"",schema:"^-?[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[MGTP]i?B$",parentSchema:schema61.properties.limit,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/disks/" + i0+"/limit",schemaPath:"#/definitions/moosefsDisk/properties/limit/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema61.properties.limit.type,parentSchema:schema61.properties.limit,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.state !== undefined){
let data5 = data2.state;
if(!((data5 === "active") || (data5 === "draining"))){
const err13 = {instancePath:instancePath+"/disks/" + i0+"/state",schemaPath:"#/definitions/moosefsDisk/properties/state/enum",keyword:"enum",params:{allowedValues: schema61.properties.state.enum},message:"must be equal to one of the allowed values",schema:schema61.properties.state.enum,parentSchema:schema61.properties.state,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/disks/" + i0,schemaPath:"#/definitions/moosefsDisk/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema61.type,parentSchema:schema61,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/disks",schemaPath:"#/properties/disks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema60.properties.disks.type,parentSchema:schema60.properties.disks,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.labels !== undefined){
let data6 = data.labels;
if(Array.isArray(data6)){
if(data6.length > 26){
const err16 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/maxItems",keyword:"maxItems",params:{limit: 26},message:"must NOT have more than 26 items",schema:26,parentSchema:schema60.properties.labels,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!pattern64.test(data7)){
const err17 = {instancePath:instancePath+"/labels/" + i1,schemaPath:"#/properties/labels/items/pattern",keyword:"pattern",params:{pattern: "^[A-Z]$"},message:"must match pattern \""+"^[A-Z]$"+"\"",schema:"^[A-Z]$",parentSchema:schema60.properties.labels.items,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/labels/" + i1,schemaPath:"#/properties/labels/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.labels.items.type,parentSchema:schema60.properties.labels.items,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema60.properties.labels.type,parentSchema:schema60.properties.labels,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.state !== undefined){
let data8 = data.state;
if(!((data8 === "active") || (data8 === "draining"))){
const err20 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema60.properties.state.enum},message:"must be equal to one of the allowed values",schema:schema60.properties.state.enum,parentSchema:schema60.properties.state,data:data8};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.size !== undefined){
let data9 = data.size;
if(typeof data9 === "string"){
if(!pattern46.test(data9)){
const err21 = {instancePath:instancePath+"/size",schemaPath:"#/definitions/moosefsSize/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"},message:"must match pattern \""+"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"+"\"",schema:"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$",parentSchema:schema62,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/size",schemaPath:"#/definitions/moosefsSize/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.type,parentSchema:schema62,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.device !== undefined){
let data10 = data.device;
if(typeof data10 === "string"){
if(!pattern49.test(data10)){
const err23 = {instancePath:instancePath+"/device",schemaPath:"#/properties/device/pattern",keyword:"pattern",params:{pattern: "^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$"},message:"must match pattern \""+"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$"+"\"",schema:"^/dev/(?!.*(?:^|/)\\.{1,2}(?:/|$))[A-Za-z0-9._:+=@-]+(?:/[A-Za-z0-9._:+=@-]+)*$",parentSchema:schema60.properties.device,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/device",schemaPath:"#/properties/device/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema60.properties.device.type,parentSchema:schema60.properties.device,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
validate34.errors = vErrors;
return errors === 0;
}

const schema68 = {"title":"MoosefsClient","description":"A host that mounts the pool: its name, or its name with what is different there.","type":["string","object"],"pattern":"\\S","patternErrorMessage":"a name","additionalProperties":false,"required":["host"],"properties":{"host":{"description":"Name of a host.","type":"string","pattern":"\\S","patternErrorMessage":"a name","examples":["s2"]},"mountpoint":{"$ref":"#/definitions/moosefsMountpoint"},"folder":{"description":"Folder of the pool to mount. Default: /, all of it.","type":"string","pattern":"^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$","patternErrorMessage":"a path in the pool such as /projects, of letters, digits and . _ @ % + = ~ -, without `.`, `..`, a doubled or a trailing slash","default":"/","examples":["/projects"]},"readOnly":{"description":"Mount it read-only, and let the master refuse this host to write.","type":"boolean","default":false,"examples":[true]},"mountOptions":{"description":"Further mount options, as in mfsmount(8). The master, the folder and ro/rw are set by holdfast.","type":"array","items":{"description":"One mount option.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$","patternErrorMessage":"one mount option such as `mfscachemode=DIRECT`","examples":["mfscachemode=DIRECT"]},"examples":[["mfscachemode=DIRECT"]]}},"examples":["s5",{"host":"s6","mountpoint":"/srv/m","folder":"/projects","readOnly":true}]};
const pattern83 = new RegExp("^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$", "u");

function validate36(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema68.type},message:"must be string,object",schema:schema68.type,parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!pattern2.test(data)){
const err1 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema68.required,parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "host") || (key0 === "mountpoint")) || (key0 === "folder")) || (key0 === "readOnly")) || (key0 === "mountOptions"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err4 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema68.properties.host,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.properties.host.type,parentSchema:schema68.properties.host,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.mountpoint !== undefined){
let data1 = data.mountpoint;
if(typeof data1 === "string"){
if(!pattern18.test(data1)){
const err6 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/moosefsMountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/moosefsMountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema67.type,parentSchema:schema67,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.folder !== undefined){
let data2 = data.folder;
if(typeof data2 === "string"){
if(!pattern83.test(data2)){
const err8 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/pattern",keyword:"pattern",params:{pattern: "^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$"},message:"must match pattern \""+"^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$"+"\"",schema:"^(?:/|(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+)$",parentSchema:schema68.properties.folder,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.properties.folder.type,parentSchema:schema68.properties.folder,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.readOnly !== undefined){
let data3 = data.readOnly;
if(typeof data3 !== "boolean"){
const err10 = {instancePath:instancePath+"/readOnly",schemaPath:"#/properties/readOnly/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema68.properties.readOnly.type,parentSchema:schema68.properties.readOnly,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.mountOptions !== undefined){
let data4 = data.mountOptions;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 === "string"){
if(!pattern32.test(data5)){
const err11 = {instancePath:instancePath+"/mountOptions/" + i0,schemaPath:"#/properties/mountOptions/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"},message:"must match pattern \""+"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$"+"\"",schema:"^[A-Za-z_][A-Za-z0-9_.-]*(?:=[^\\s,\"\\\\]+)?$",parentSchema:schema68.properties.mountOptions.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/mountOptions/" + i0,schemaPath:"#/properties/mountOptions/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.properties.mountOptions.items.type,parentSchema:schema68.properties.mountOptions.items,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/mountOptions",schemaPath:"#/properties/mountOptions/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema68.properties.mountOptions.type,parentSchema:schema68.properties.mountOptions,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
validate36.errors = vErrors;
return errors === 0;
}


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.master === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "master"},message:"must have required property '"+"master"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.chunkservers === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "chunkservers"},message:"must have required property '"+"chunkservers"+"'",schema:schema58.required,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema58.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(!((data0 === "moosefs") || (data0 === "mfs"))){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema58.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.type.enum,parentSchema:schema58.properties.type,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.state !== undefined){
let data1 = data.state;
if(!(((data1 === "started") || (data1 === "stopped")) || (data1 === "absent"))){
const err5 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema58.properties.state.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.state.enum,parentSchema:schema58.properties.state,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.master !== undefined){
let data2 = data.master;
if((typeof data2 !== "string") && (!(data2 && typeof data2 == "object" && !Array.isArray(data2)))){
const err6 = {instancePath:instancePath+"/master",schemaPath:"#/definitions/moosefsMaster/type",keyword:"type",params:{type: schema59.type},message:"must be string,object",schema:schema59.type,parentSchema:schema59,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err7 = {instancePath:instancePath+"/master",schemaPath:"#/definitions/moosefsMaster/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema59,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.host === undefined){
const err8 = {instancePath:instancePath+"/master",schemaPath:"#/definitions/moosefsMaster/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema59.required,parentSchema:schema59,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key1 in data2){
if(!(key1 === "host")){
const err9 = {instancePath:instancePath+"/master",schemaPath:"#/definitions/moosefsMaster/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema59,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data2.host !== undefined){
let data3 = data2.host;
if(typeof data3 === "string"){
if(!pattern2.test(data3)){
const err10 = {instancePath:instancePath+"/master/host",schemaPath:"#/definitions/moosefsMaster/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema59.properties.host,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/master/host",schemaPath:"#/definitions/moosefsMaster/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema59.properties.host.type,parentSchema:schema59.properties.host,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
if(data.chunkservers !== undefined){
let data4 = data.chunkservers;
if(Array.isArray(data4)){
if(data4.length < 1){
const err12 = {instancePath:instancePath+"/chunkservers",schemaPath:"#/properties/chunkservers/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema58.properties.chunkservers,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate34(data4[i0], {instancePath:instancePath+"/chunkservers/" + i0,parentData:data4,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/chunkservers",schemaPath:"#/properties/chunkservers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.chunkservers.type,parentSchema:schema58.properties.chunkservers,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.metaloggers !== undefined){
let data6 = data.metaloggers;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if((typeof data7 !== "string") && (!(data7 && typeof data7 == "object" && !Array.isArray(data7)))){
const err14 = {instancePath:instancePath+"/metaloggers/" + i1,schemaPath:"#/definitions/moosefsMetalogger/type",keyword:"type",params:{type: schema63.type},message:"must be string,object",schema:schema63.type,parentSchema:schema63,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data7 === "string"){
if(!pattern2.test(data7)){
const err15 = {instancePath:instancePath+"/metaloggers/" + i1,schemaPath:"#/definitions/moosefsMetalogger/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema63,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.host === undefined){
const err16 = {instancePath:instancePath+"/metaloggers/" + i1,schemaPath:"#/definitions/moosefsMetalogger/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema63.required,parentSchema:schema63,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key2 in data7){
if(!(key2 === "host")){
const err17 = {instancePath:instancePath+"/metaloggers/" + i1,schemaPath:"#/definitions/moosefsMetalogger/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema63,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data7.host !== undefined){
let data8 = data7.host;
if(typeof data8 === "string"){
if(!pattern2.test(data8)){
const err18 = {instancePath:instancePath+"/metaloggers/" + i1+"/host",schemaPath:"#/definitions/moosefsMetalogger/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema63.properties.host,data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/metaloggers/" + i1+"/host",schemaPath:"#/definitions/moosefsMetalogger/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.host.type,parentSchema:schema63.properties.host,data:data8};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/metaloggers",schemaPath:"#/properties/metaloggers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.metaloggers.type,parentSchema:schema58.properties.metaloggers,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.folder !== undefined){
let data9 = data.folder;
if(typeof data9 === "string"){
if(!pattern45.test(data9)){
const err21 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/pattern",keyword:"pattern",params:{pattern: "^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"},message:"must match pattern \""+"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$"+"\"",schema:"^(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@%+=~-]+)+$",parentSchema:schema58.properties.folder,data:data9};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.folder.type,parentSchema:schema58.properties.folder,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.size !== undefined){
let data10 = data.size;
if(typeof data10 === "string"){
if(!pattern46.test(data10)){
const err23 = {instancePath:instancePath+"/size",schemaPath:"#/definitions/moosefsSize/pattern",keyword:"pattern",params:{pattern: "^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"},message:"must match pattern \""+"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$"+"\"",schema:"^[0-9]{1,12}(?:\\.[0-9]{1,3})? ?[KMGT]i?B$",parentSchema:schema62,data:data10};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/size",schemaPath:"#/definitions/moosefsSize/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.type,parentSchema:schema62,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.backing !== undefined){
let data11 = data.backing;
if(!(((data11 === "image") || (data11 === "directory")) || (data11 === "device"))){
const err25 = {instancePath:instancePath+"/backing",schemaPath:"#/properties/backing/enum",keyword:"enum",params:{allowedValues: schema58.properties.backing.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.backing.enum,parentSchema:schema58.properties.backing,data:data11};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.allow !== undefined){
let data12 = data.allow;
if(Array.isArray(data12)){
const len2 = data12.length;
for(let i2=0; i2<len2; i2++){
let data13 = data12[i2];
if(typeof data13 === "string"){
if(!pattern51.test(data13)){
const err26 = {instancePath:instancePath+"/allow/" + i2,schemaPath:"#/properties/allow/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$"},message:"must match pattern \""+"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$"+"\"",schema:"^[A-Za-z0-9*:][A-Za-z0-9*._:/-]*$",parentSchema:schema58.properties.allow.items,data:data13};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/allow/" + i2,schemaPath:"#/properties/allow/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.allow.items.type,parentSchema:schema58.properties.allow.items,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/allow",schemaPath:"#/properties/allow/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.allow.type,parentSchema:schema58.properties.allow,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.goal !== undefined){
let data14 = data.goal;
if((!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))) && (typeof data14 !== "string")){
const err29 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/type",keyword:"type",params:{type: schema58.properties.goal.type},message:"must be integer,string",schema:schema58.properties.goal.type,parentSchema:schema58.properties.goal,data:data14};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 > 9 || isNaN(data14)){
const err30 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9},message:"must be <= 9",schema:9,parentSchema:schema58.properties.goal,data:data14};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data14 < 1 || isNaN(data14)){
const err31 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema58.properties.goal,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(typeof data14 === "string"){
if(!pattern72.test(data14)){
const err32 = {instancePath:instancePath+"/goal",schemaPath:"#/properties/goal/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,62}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_.-]{0,62}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_.-]{0,62}$",parentSchema:schema58.properties.goal,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data.classes !== undefined){
let data15 = data.classes;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
const _errs35 = errors;
if(typeof key3 === "string"){
if(!pattern72.test(key3)){
const err33 = {instancePath:instancePath+"/classes",schemaPath:"#/properties/classes/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_.-]{0,62}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_.-]{0,62}$"+"\"",schema:"^[A-Za-z][A-Za-z0-9_.-]{0,62}$",parentSchema:schema58.properties.classes.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
var valid12 = _errs35 === errors;
if(!valid12){
const err34 = {instancePath:instancePath+"/classes",schemaPath:"#/properties/classes/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema58.properties.classes.propertyNames,parentSchema:schema58.properties.classes,data:data15};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
for(const key4 in data15){
let data16 = data15[key4];
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.keep === undefined){
const err35 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/moosefsClass/required",keyword:"required",params:{missingProperty: "keep"},message:"must have required property '"+"keep"+"'",schema:schema65.required,parentSchema:schema65,data:data16};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
for(const key5 in data16){
if(!((((key5 === "keep") || (key5 === "create")) || (key5 === "archive")) || (key5 === "archiveDelay"))){
const err36 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/moosefsClass/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data16.keep !== undefined){
let data17 = data16.keep;
if(typeof data17 === "string"){
if(!pattern74.test(data17)){
const err37 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/keep",schemaPath:"#/definitions/moosefsClass/properties/keep/pattern",keyword:"pattern",params:{pattern: "^[A-Z0-9*+,\\[\\] ]{1,60}$"},message:"must match pattern \""+"^[A-Z0-9*+,\\[\\] ]{1,60}$"+"\"",schema:"^[A-Z0-9*+,\\[\\] ]{1,60}$",parentSchema:schema65.properties.keep,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/keep",schemaPath:"#/definitions/moosefsClass/properties/keep/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.keep.type,parentSchema:schema65.properties.keep,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data16.create !== undefined){
let data18 = data16.create;
if(typeof data18 === "string"){
if(!pattern74.test(data18)){
const err39 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/create",schemaPath:"#/definitions/moosefsClass/properties/create/pattern",keyword:"pattern",params:{pattern: "^[A-Z0-9*+,\\[\\] ]{1,60}$"},message:"must match pattern \""+"^[A-Z0-9*+,\\[\\] ]{1,60}$"+"\"",schema:"^[A-Z0-9*+,\\[\\] ]{1,60}$",parentSchema:schema65.properties.create,data:data18};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/create",schemaPath:"#/definitions/moosefsClass/properties/create/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.create.type,parentSchema:schema65.properties.create,data:data18};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data16.archive !== undefined){
let data19 = data16.archive;
if(typeof data19 === "string"){
if(!pattern74.test(data19)){
const err41 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/archive",schemaPath:"#/definitions/moosefsClass/properties/archive/pattern",keyword:"pattern",params:{pattern: "^[A-Z0-9*+,\\[\\] ]{1,60}$"},message:"must match pattern \""+"^[A-Z0-9*+,\\[\\] ]{1,60}$"+"\"",schema:"^[A-Z0-9*+,\\[\\] ]{1,60}$",parentSchema:schema65.properties.archive,data:data19};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/archive",schemaPath:"#/definitions/moosefsClass/properties/archive/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.archive.type,parentSchema:schema65.properties.archive,data:data19};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data16.archiveDelay !== undefined){
let data20 = data16.archiveDelay;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err43 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/archiveDelay",schemaPath:"#/definitions/moosefsClass/properties/archiveDelay/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.archiveDelay.type,parentSchema:schema65.properties.archiveDelay,data:data20};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 65535 || isNaN(data20)){
const err44 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/archiveDelay",schemaPath:"#/definitions/moosefsClass/properties/archiveDelay/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema65.properties.archiveDelay,data:data20};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data20 < 1 || isNaN(data20)){
const err45 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/archiveDelay",schemaPath:"#/definitions/moosefsClass/properties/archiveDelay/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema65.properties.archiveDelay,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
}
}
else {
const err46 = {instancePath:instancePath+"/classes/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/definitions/moosefsClass/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data:data16};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
else {
const err47 = {instancePath:instancePath+"/classes",schemaPath:"#/properties/classes/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.classes.type,parentSchema:schema58.properties.classes,data:data15};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.gui !== undefined){
let data21 = data.gui;
if((typeof data21 !== "string") && (!(data21 && typeof data21 == "object" && !Array.isArray(data21)))){
const err48 = {instancePath:instancePath+"/gui",schemaPath:"#/definitions/moosefsGui/type",keyword:"type",params:{type: schema66.type},message:"must be string,object",schema:schema66.type,parentSchema:schema66,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if(typeof data21 === "string"){
if(!pattern2.test(data21)){
const err49 = {instancePath:instancePath+"/gui",schemaPath:"#/definitions/moosefsGui/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema66,data:data21};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.host === undefined){
const err50 = {instancePath:instancePath+"/gui",schemaPath:"#/definitions/moosefsGui/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema66.required,parentSchema:schema66,data:data21};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key6 in data21){
if(!((key6 === "host") || (key6 === "port"))){
const err51 = {instancePath:instancePath+"/gui",schemaPath:"#/definitions/moosefsGui/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema66,data:data21};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data21.host !== undefined){
let data22 = data21.host;
if(typeof data22 === "string"){
if(!pattern2.test(data22)){
const err52 = {instancePath:instancePath+"/gui/host",schemaPath:"#/definitions/moosefsGui/properties/host/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema66.properties.host,data:data22};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/gui/host",schemaPath:"#/definitions/moosefsGui/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema66.properties.host.type,parentSchema:schema66.properties.host,data:data22};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data21.port !== undefined){
let data23 = data21.port;
if(!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))){
const err54 = {instancePath:instancePath+"/gui/port",schemaPath:"#/definitions/moosefsGui/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema66.properties.port.type,parentSchema:schema66.properties.port,data:data23};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 65535 || isNaN(data23)){
const err55 = {instancePath:instancePath+"/gui/port",schemaPath:"#/definitions/moosefsGui/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema66.properties.port,data:data23};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if(data23 < 1 || isNaN(data23)){
const err56 = {instancePath:instancePath+"/gui/port",schemaPath:"#/definitions/moosefsGui/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema66.properties.port,data:data23};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
}
}
if(data.mountpoint !== undefined){
let data24 = data.mountpoint;
if(typeof data24 === "string"){
if(!pattern18.test(data24)){
const err57 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/moosefsMountpoint/pattern",keyword:"pattern",params:{pattern: "^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"},message:"must match pattern \""+"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$"+"\"",schema:"^/(?:(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+(?:/(?!\\.{1,2}(?:/|$))[^/\"\\\\\\u0000-\\u001f\\u007f]+)*)?$",parentSchema:schema67,data:data24};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/mountpoint",schemaPath:"#/definitions/moosefsMountpoint/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema67.type,parentSchema:schema67,data:data24};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.clients !== undefined){
let data25 = data.clients;
if(Array.isArray(data25)){
const len3 = data25.length;
for(let i3=0; i3<len3; i3++){
if(!(validate36(data25[i3], {instancePath:instancePath+"/clients/" + i3,parentData:data25,parentDataProperty:i3,rootData}))){
vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors);
errors = vErrors.length;
}
}
}
else {
const err59 = {instancePath:instancePath+"/clients",schemaPath:"#/properties/clients/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.clients.type,parentSchema:schema58.properties.clients,data:data25};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data.options !== undefined){
let data27 = data.options;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key7 in data27){
const _errs65 = errors;
if(typeof key7 === "string"){
if(!pattern85.test(key7)){
const err60 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*$"},message:"must match pattern \""+"^[A-Z][A-Z0-9_]*$"+"\"",schema:"^[A-Z][A-Z0-9_]*$",parentSchema:schema58.properties.options.propertyNames,data:key7,propertyName:key7};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
var valid21 = _errs65 === errors;
if(!valid21){
const err61 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/propertyNames",keyword:"propertyNames",params:{propertyName: key7},message:"property name must be valid",schema:schema58.properties.options.propertyNames,parentSchema:schema58.properties.options,data:data27};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
for(const key8 in data27){
let data28 = data27[key8];
if(typeof data28 === "string"){
if(!pattern86.test(data28)){
const err62 = {instancePath:instancePath+"/options/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$"},message:"must match pattern \""+"^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$"+"\"",schema:"^[A-Za-z0-9/][A-Za-z0-9 ,.:/_-]{0,199}$",parentSchema:schema58.properties.options.additionalProperties,data:data28};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
else {
const err63 = {instancePath:instancePath+"/options/" + key8.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/options/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.options.additionalProperties.type,parentSchema:schema58.properties.options.additionalProperties,data:data28};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
else {
const err64 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.options.type,parentSchema:schema58.properties.options,data:data27};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data.adopt !== undefined){
let data29 = data.adopt;
if(typeof data29 !== "boolean"){
const err65 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema58.properties.adopt.type,parentSchema:schema58.properties.adopt,data:data29};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}


function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.type === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema48.required,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.type !== undefined){
let data0 = data.type;
if(!(((data0 === "gluster") || (data0 === "moosefs")) || (data0 === "mfs"))){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema48.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema48.properties.type.enum,parentSchema:schema48.properties.type,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
const tag0 = data.type;
if(typeof tag0 == "string"){
if(tag0 === "gluster"){
if(!(validate28(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
else if(tag0 === "moosefs"){
if(!(validate33(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
else if(tag0 === "mfs"){
if(!(validate33(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
else {
const err2 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "mapping", tag: "type", tagValue: tag0},message:"value of tag \"type\" must be in oneOf",schema:schema48.discriminator,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath,schemaPath:"#/discriminator",keyword:"discriminator",params:{error: "tag", tag: "type", tagValue: tag0},message:"tag \"type\" must be string",schema:schema48.discriminator,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.type,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate27.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.fleet === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "fleet"},message:"must have required property '"+"fleet"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.hosts === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "hosts"},message:"must have required property '"+"hosts"+"'",schema:schema11.required,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "version") || (key0 === "fleet")) || (key0 === "ssh")) || (key0 === "hosts")) || (key0 === "links")) || (key0 === "shares")) || (key0 === "pools")) || (key0 === "consents"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(1 !== data0){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/const",keyword:"const",params:{allowedValue: 1},message:"must be equal to constant",schema:1,parentSchema:schema11.properties.version,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.fleet !== undefined){
let data1 = data.fleet;
if(typeof data1 === "string"){
if(!pattern0.test(data1)){
const err5 = {instancePath:instancePath+"/fleet",schemaPath:"#/properties/fleet/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9-]{0,31}$"},message:"must match pattern \""+"^[a-z][a-z0-9-]{0,31}$"+"\"",schema:"^[a-z][a-z0-9-]{0,31}$",parentSchema:schema11.properties.fleet,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/fleet",schemaPath:"#/properties/fleet/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.fleet.type,parentSchema:schema11.properties.fleet,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.ssh !== undefined){
if(!(validate11(data.ssh, {instancePath:instancePath+"/ssh",parentData:data,parentDataProperty:"ssh",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.hosts !== undefined){
if(!(validate13(data.hosts, {instancePath:instancePath+"/hosts",parentData:data,parentDataProperty:"hosts",rootData}))){
vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
errors = vErrors.length;
}
}
if(data.links !== undefined){
let data4 = data.links;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(Array.isArray(data5)){
if(data5.length < 2){
const err7 = {instancePath:instancePath+"/links/" + i0,schemaPath:"#/definitions/links/items/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items",schema:2,parentSchema:schema31.items,data:data5};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(!pattern2.test(data6)){
const err8 = {instancePath:instancePath+"/links/" + i0+"/" + i1,schemaPath:"#/definitions/links/items/items/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema31.items.items,data:data6};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/links/" + i0+"/" + i1,schemaPath:"#/definitions/links/items/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema31.items.items.type,parentSchema:schema31.items.items,data:data6};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i2 = data5.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data5[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/links/" + i0,schemaPath:"#/definitions/links/items/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i2+" are identical)",schema:true,parentSchema:schema31.items,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err11 = {instancePath:instancePath+"/links/" + i0,schemaPath:"#/definitions/links/items/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.items.type,parentSchema:schema31.items,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/links",schemaPath:"#/definitions/links/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema31.type,parentSchema:schema31,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.shares !== undefined){
if(!(validate17(data.shares, {instancePath:instancePath+"/shares",parentData:data,parentDataProperty:"shares",rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
if(data.pools !== undefined){
let data8 = data.pools;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
const _errs17 = errors;
if(typeof key1 === "string"){
if(!pattern42.test(key1)){
const err13 = {instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$"},message:"must match pattern \""+"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$"+"\"",schema:"^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$",parentSchema:schema11.properties.pools.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
var valid7 = _errs17 === errors;
if(!valid7){
const err14 = {instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema11.properties.pools.propertyNames,parentSchema:schema11.properties.pools,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
for(const key2 in data8){
if(!(validate27(data8[key2], {instancePath:instancePath+"/pools/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath:instancePath+"/pools",schemaPath:"#/properties/pools/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.properties.pools.type,parentSchema:schema11.properties.pools,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.consents !== undefined){
let data10 = data.consents;
if(Array.isArray(data10)){
const len2 = data10.length;
for(let i3=0; i3<len2; i3++){
let data11 = data10[i3];
if(typeof data11 === "string"){
if(!pattern87.test(data11)){
const err16 = {instancePath:instancePath+"/consents/" + i3,schemaPath:"#/properties/consents/items/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z-]*:\\S+$"},message:"must match pattern \""+"^[a-z][a-z-]*:\\S+$"+"\"",schema:"^[a-z][a-z-]*:\\S+$",parentSchema:schema11.properties.consents.items,data:data11};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/consents/" + i3,schemaPath:"#/properties/consents/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.properties.consents.items.type,parentSchema:schema11.properties.consents.items,data:data11};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/consents",schemaPath:"#/properties/consents/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema11.properties.consents.type,parentSchema:schema11.properties.consents,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
