console.log('pymemlab')
