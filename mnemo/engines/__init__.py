"""The only home of jieba, pypinyin and opencc (ring 3): each meets a port of `mnemo.ports`."""
