# What ./demo and ./check share: packages and a build. Sourced by bash in the
# project's folder.

say() {
	printf '%s\n' "$*" >&2
}

fail() {
	say "$0: $*"
	exit 1
}

# Node and npm may be here from elsewhere, and then stand in Debian's way.
has_program() {
	case $1 in
	nodejs) command -v node > /dev/null ;;
	npm) command -v npm > /dev/null ;;
	*) return 1 ;;
	esac
}

# need_packages SECTION…: install those of service/packages that are missing.
need_packages() {
	local wanted missing sudo=
	wanted=$(awk -v sections=" $* " '!/^#/ && NF > 1 &&
	    index(sections, " " $1 " ") { print $2 }' service/packages)
	missing=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $wanted \
	    2> /dev/null | awk -v wanted="$(echo $wanted)" '
		$2 == "installed" { there[$1] = 1 }
		END {
			n = split(wanted, name, " ")
			for (i = 1; i <= n; i++)
				if (!there[name[i]])
					print name[i]
		}' | while read -r p; do
		has_program "$p" || echo "$p"
	done)
	[ -n "$missing" ] || return 0
	say "installing Debian packages:" $missing
	if [ "$(id -u)" != 0 ]; then
		command -v sudo > /dev/null ||
			fail "as root: apt-get install" $missing
		sudo=sudo
	fi
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq update
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
		--no-install-recommends install $missing > /dev/null ||
		fail "could not install" $missing
}

# build FOLDER CONFIGURE-ARGUMENTS…: out of tree, installed in FOLDER/root.
# When no source is newer than the last time, nothing is done.
build() {
	local folder=$1 jobs
	shift
	jobs=$(nproc)
	mkdir -p "$folder"
	folder=$(cd "$folder" && pwd)
	if [ ! -x configure ] || [ configure.ac -nt configure ]; then
		say "making ./configure"
		autoreconf -fi > "$folder/autoreconf.log" 2>&1 ||
			fail "autoreconf failed: $folder/autoreconf.log"
	fi
	if [ ! -f "$folder/configured" ] ||
	    [ "$(cat "$folder/configured")" != "$*" ]; then
		say "configuring in $folder"
		(cd "$folder" && "$OLDPWD/configure" -q \
		    --prefix="$folder/root" --sysconfdir="$folder/root/etc" \
		    "$@" > configure.log 2>&1 && echo "$*" > configured) ||
			fail "configure failed: $folder/configure.log"
	fi
	if [ -f "$folder/installed" ] && [ -z "$(find . \( -path ./build -o \
	    -path ./var -o -path ./t -o -path ./docs -o -name '.*' ! -name . \
	    -o -name autom4te.cache -o -path ./build-aux \) -prune -o -type f \
	    -newer "$folder/installed" -print -quit)" ]; then
		return 0
	fi
	say "building in $folder"
	rm -f "$folder/installed"
	touch "$folder/started"
	make -C "$folder" -j"$jobs" > "$folder/make.log" 2>&1 &&
	make -C "$folder" install > "$folder/install.log" 2>&1 ||
		fail "make failed:" "$(grep -hE 'error|undefined|\*\*\*' \
		    "$folder/make.log" "$folder/install.log" 2> /dev/null | head -5)"
	mv "$folder/started" "$folder/installed"
}
